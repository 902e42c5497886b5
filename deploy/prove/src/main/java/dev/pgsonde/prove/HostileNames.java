package dev.pgsonde.prove;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Names that a server takes and that harm whoever copies them: quotes, ends of statements, escapes, 63 bytes. */
final class HostileNames {
    private static final int MOST_BYTES = 63;
    private static final List<String> PIECES = List.of(
            "\"",
            "\"\"",
            "'",
            "''",
            ";",
            "\n",
            "\r",
            "\t",
            "--",
            "/*",
            "*/",
            "$$",
            "$x$",
            "${x}",
            "$(id)",
            "`id`",
            "\\",
            "\\\\'",
            "\\q",
            "\\! id",
            "!",
            ":x",
            ":'x'",
            "%s",
            "{identifier:x}",
            "\u001b[31m",
            "\u0007",
            "\u007f",
            "\u0085",
            "\u202e",
            "\u200b",
            "\u2028",
            "\u00a0",
            "\ufeff",
            "\ue000",
            "é",
            "漢字",
            "😀",
            " ",
            "  ",
            ".",
            ",",
            "(",
            ")",
            "U&",
            "E'",
            "select",
            "Table",
            "user",
            "A",
            "z",
            "_",
            "1",
            "\"; ALTER ROLE mallory SUPERUSER; --",
            "'; ALTER ROLE mallory SUPERUSER; --",
            "x (id); ALTER ROLE mallory SUPERUSER; --");

    private final Random random;
    private int made;

    HostileNames(Random random) {
        this.random = random;
    }

    /** Another one each time, and none that the server keeps for itself. */
    String next() {
        String name = made();
        return name.startsWith("pg_") ? next() : name;
    }

    private String made() {
        String own = Integer.toString(made++, 36);
        boolean longest = random.nextInt(6) == 0;
        StringBuilder name = new StringBuilder(random.nextBoolean() ? own : "");
        String end = name.length() == 0 ? own : "";
        int pieces = longest ? MOST_BYTES : 1 + random.nextInt(5);
        for (int n = 0; n < pieces; n++) {
            String piece = PIECES.get(random.nextInt(PIECES.size()));
            if (bytes(name + piece + end) <= MOST_BYTES) {
                name.append(piece);
            }
        }
        return name.append(end).toString();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
