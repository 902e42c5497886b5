package dev.pgsonde.local.workload;

import java.util.random.RandomGenerator;

/** JSON documents of a given size, each unlike the others. */
final class Documents {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int VALUE = 40;

    private final RandomGenerator random;
    private final int bytes;

    /** {@code bytes} as the server stores them as jsonb, give or take some tens. */
    Documents(RandomGenerator random, int bytes) {
        this.random = random;
        this.bytes = bytes;
    }

    String next() {
        StringBuilder json = new StringBuilder(bytes + VALUE).append('{');
        for (int field = 0; json.length() < bytes - VALUE; field++) {
            json.append(field == 0 ? "" : ",").append("\"field_").append(field).append("\":\"");
            for (int letter = 0; letter < VALUE; letter++) {
                json.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
            json.append('"');
        }
        return json.append('}').toString();
    }
}
