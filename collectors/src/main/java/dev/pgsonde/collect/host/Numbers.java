package dev.pgsonde.collect.host;

import java.util.HashMap;
import java.util.Map;

/** The kernel's tables of numbers, as text. */
final class Numbers {
    /** A tick of the kernel's user interface is a hundredth of a second on every machine that PostgreSQL runs on. */
    static final long TICK_MICROS = 10_000;

    private Numbers() {}

    /** Lines of a name and a number, with a colon or without; {@code kB} become bytes. */
    static Map<String, Long> byName(String text) {
        Map<String, Long> numbers = new HashMap<>();
        text.lines()
                .map(line -> line.strip().split("[:\\s]+", 3))
                .filter(words -> words.length > 1)
                .forEach(words -> {
                    if (words[1].matches("\\d{1,18}")) {
                        long unit = words.length > 2 && words[2].equals("kB") ? 1024 : 1;
                        numbers.put(words[0], Long.parseLong(words[1]) * unit);
                    }
                });
        return numbers;
    }

    /** As in {@code 0.42}: 420. */
    static long thousandths(String fraction) {
        return Math.round(1000 * Double.parseDouble(fraction));
    }

    /** The number in its place, or 0 where an older kernel has none yet. */
    static long at(String[] words, int place) {
        return place < words.length ? Long.parseLong(words[place]) : 0;
    }
}
