package dev.pgsonde.flink;

import dev.pgsonde.schema.ColumnKind;
import dev.pgsonde.schema.LongColumn;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Sample;
import dev.pgsonde.schema.SingleObjectFraming;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.schema.WireFormat;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Makes rows of the frames that agents publish. */
final class FrameReader implements KafkaRecordDeserializationSchema<RowRead> {
    private transient @Nullable WireFormat<Observation> format;

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        Topics topics = Topics.standard();
        format = WireFormat.of(topics.samples(), new SingleObjectFraming(topics));
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RowRead> out) throws IOException {
        if (format != null && format.read(record.value()) instanceof Sample sample) {
            read(sample, out);
        }
    }

    private static void read(Sample sample, Collector<RowRead> out) {
        List<LongColumn> counters = sample.columns().stream()
                .filter(column -> column.kind() == ColumnKind.COUNTER)
                .map(LongColumn.class::cast)
                .toList();
        long tick = sample.tick() == null
                ? sample.at().toEpochMilli()
                : sample.tick().toEpochMilli();
        for (int row = 0; row < sample.rows(); row++) {
            RowRead read = new RowRead();
            read.source = sample.source();
            read.view = sample.view();
            read.subject = sample.subject(row);
            read.kind = sample.subjectKind();
            read.incarnation = sample.incarnation().id();
            read.tick = tick;
            read.counters = new long[counters.size()];
            for (int n = 0; n < read.counters.length; n++) {
                read.counters[n] = counters.get(n).values()[row];
            }
            out.collect(read);
        }
    }

    @Override
    public TypeInformation<RowRead> getProducedType() {
        return TypeInformation.of(RowRead.class);
    }
}
