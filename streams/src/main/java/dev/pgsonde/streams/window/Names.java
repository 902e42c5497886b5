package dev.pgsonde.streams.window;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Of whom amounts are told, each with a number: so that amounts are lists of numbers, and quickly added up. */
final class Names {
    /** The number of what is told of the whole server, and so of everybody. */
    static final int SERVER = 0;

    static final int NOBODY = -1;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>(List.of(""));

    /** From now on, if the name is new; nobody has an empty one. */
    int numberOf(String name) {
        if (name.isEmpty()) {
            return NOBODY;
        }
        Integer known = numbers.putIfAbsent(name, names.size());
        if (known != null) {
            return known;
        }
        names.add(name);
        return names.size() - 1;
    }

    int known(String name) {
        return name.isEmpty() ? SERVER : numbers.getOrDefault(name, NOBODY);
    }

    String name(int number) {
        return names.get(number);
    }
}
