package dev.pgsonde.streams.state;

import org.apache.kafka.common.KafkaException;

/** What is remembered was packed by another version of the streams: that is no fault of the record at hand. */
public final class StateVersionException extends KafkaException {
    private static final long serialVersionUID = 1;

    StateVersionException(long version, long own) {
        super("the state was written in version " + version + " of its form, and these streams read version " + own
                + ": start them with another application_id, or go back to the version that wrote it");
    }
}
