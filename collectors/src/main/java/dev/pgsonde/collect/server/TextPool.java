package dev.pgsonde.collect.server;

import java.util.HashMap;
import java.util.Map;

/** Texts that are said again and again, each of them once in memory: several views name the same hundred thousand tables. */
final class TextPool {
    private static final int MOST = 200_000;
    private static final int LONGEST = 128;

    private final Map<String, String> texts = new HashMap<>();

    String same(String text) {
        if (text.length() > LONGEST) {
            return text;
        }
        if (texts.size() >= MOST) {
            texts.clear();
        }
        String known = texts.putIfAbsent(text, text);
        return known == null ? text : known;
    }
}
