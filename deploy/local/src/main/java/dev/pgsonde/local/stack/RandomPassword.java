package dev.pgsonde.local.stack;

import java.security.SecureRandom;
import java.util.Base64;

/** A password that nobody chose, of letters, digits, "-" and "_" only. */
final class RandomPassword {
    private static final int BYTES = 18;

    private RandomPassword() {}

    static String make() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
