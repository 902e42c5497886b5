package dev.pgsonde.streams;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers which record it was of which Kafka refuses the answer, or the entry of a changelog: for itself, and not because
 * Kafka is away or may not be written to. Whatever else fails is left to the thread.
 */
public final class RefusedProduction implements ProductionExceptionHandler {
    /** Under which the configuration holds the {@link Refusals} that the processors look at. */
    static final String REFUSALS = "pgsonde.refusals";

    private static final Logger LOG = LoggerFactory.getLogger(RefusedProduction.class);

    private Refusals refusals = new Refusals();

    @Override
    public void configure(Map<String, ?> configs) {
        if (configs.get(REFUSALS) instanceof Refusals shared) {
            refusals = shared;
        }
    }

    @Override
    public Response handleError(ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception e) {
        if (isOfTheRecord(e)) {
            int size = record.value() == null ? 0 : record.value().length;
            String reason = "Kafka refuses what came of it, a record of " + size + " bytes for " + record.topic() + ": "
                    + e.getMessage();
            LOG.error("{}-{}: the record {}: {}", context.topic(), context.partition(), context.offset(), reason);
            refusals.add(context.topic(), context.partition(), context.offset(), reason);
        }
        return Response.fail();
    }

    static boolean isOfTheRecord(Exception e) {
        return e instanceof RecordTooLargeException
                || e instanceof RecordBatchTooLargeException
                || e instanceof InvalidTimestampException
                || e instanceof InvalidRecordException;
    }
}
