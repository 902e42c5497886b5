package dev.pgsonde.streams.state;

/** A record cannot be taken in, for a reason that is its own; whatever it has done so far is undone. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RefusedException(String reason) {
        super(reason, null, false, false);
    }
}
