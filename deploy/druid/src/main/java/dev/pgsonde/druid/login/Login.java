package dev.pgsonde.druid.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Base64;
import org.apache.druid.metadata.DynamicConfigProvider;

/** A user and his password, compared in a time that tells nothing about either. */
final class Login {
    private static final String BASIC = "Basic ";

    private final String user;
    private final String password;

    /** {@code secrets} knows the password by that name. */
    Login(String user, DynamicConfigProvider<String> secrets) {
        String secret = secrets == null ? null : secrets.getConfig().get("password");
        if (user == null || secret == null || secret.isEmpty()) {
            throw new IllegalArgumentException("a user or a password is missing: anybody could log in");
        }
        this.user = user;
        this.password = secret;
    }

    String user() {
        return user;
    }

    String password() {
        return password;
    }

    boolean is(String given) {
        return is(given.getBytes(UTF_8));
    }

    private boolean is(byte[] given) {
        return MessageDigest.isEqual((user + ":" + password).getBytes(UTF_8), given);
    }

    /** {@code header} is what a request says in {@code Authorization}. */
    boolean isBasic(String header) {
        if (!header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return false;
        }
        try {
            return is(
                    Base64.getDecoder().decode(header.substring(BASIC.length()).strip()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
