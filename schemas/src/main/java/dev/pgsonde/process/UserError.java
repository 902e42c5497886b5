package dev.pgsonde.process;

/** Something that the user can mend: its message says what is wrong, where, and what to do, in one line. */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UserError(String message) {
        super(message);
    }

    public UserError(String message, Throwable cause) {
        super(message, cause);
    }
}
