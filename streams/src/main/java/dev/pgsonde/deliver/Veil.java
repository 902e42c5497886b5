package dev.pgsonde.deliver;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Hides what is secret in words that come from outside: keys, and all of an address behind its host. */
record Veil(List<String> secrets) {
    private static final String HIDDEN = "***";
    private static final int SHORTEST_KEY = 4;
    /** Longer than what paths are usually made of: what is shorter opens no door. */
    private static final int SHORTEST_PART = 9;

    Veil {
        secrets = secrets.stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }

    static Veil over(URI address, List<String> keys) {
        List<String> secrets = new ArrayList<>();
        for (String key : keys) {
            add(secrets, SHORTEST_KEY, key);
            add(secrets, SHORTEST_PART, key.split(" ", -1));
        }
        Stream.of(address.getRawPath(), address.getPath(), address.getRawQuery(), address.getRawUserInfo())
                .filter(part -> part != null)
                .forEach(part -> {
                    add(secrets, SHORTEST_PART, part);
                    add(secrets, SHORTEST_PART, part.split("[/&=:]", -1));
                });
        return new Veil(secrets);
    }

    private static void add(List<String> secrets, int shortest, String... texts) {
        Stream.of(texts).filter(text -> text.length() >= shortest).forEach(secrets::add);
    }

    String hide(String text) {
        String hidden = text;
        for (String secret : secrets) {
            hidden = hidden.replace(secret, HIDDEN);
        }
        return hidden;
    }
}
