package dev.pgsonde.local.record;

/** A file that is not a whole recording; the message says what is wrong with it. */
final class DamagedException extends Exception {
    private static final long serialVersionUID = 1L;

    DamagedException(String message) {
        super(message);
    }

    DamagedException(String message, Throwable cause) {
        super(message, cause);
    }
}
