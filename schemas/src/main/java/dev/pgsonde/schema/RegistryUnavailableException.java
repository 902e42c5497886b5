package dev.pgsonde.schema;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The schema registry has not said yet what was asked: it is to be asked again, and no record is to blame. */
public final class RegistryUnavailableException extends IOException {
    private static final long serialVersionUID = 1L;

    RegistryUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Whether a failure, on the way to or from bytes, is this one. */
    public static boolean isCauseOf(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 10; depth++) {
            if (cause instanceof RegistryUnavailableException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
