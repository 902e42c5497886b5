package dev.pgsonde.schema;

import java.io.IOException;

/** A record was decoded, and says something that none can say. */
public final class InvalidRecordException extends IOException {
    private static final long serialVersionUID = 1L;

    InvalidRecordException(String message) {
        super(message);
    }
}
