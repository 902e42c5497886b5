package dev.pgsonde.local.contest;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.Sample;
import dev.pgsonde.schema.TextColumn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaBuilder.FieldAssembler;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;

/**
 * One row of one sample as a record of its own: who, when, and every column of the statements view, 48 fields. So others
 * publish them, and so the research measured them, with 47 fields then.
 */
final class RowFormat {
    static final String VIEW = "statements";

    private static final Set<String> TEXTS = Set.of("database", "user", "toplevel");

    private final Schema schema = schema();
    private final BinaryMessageEncoder<GenericRecord> encoder = new BinaryMessageEncoder<>(GenericData.get(), schema);
    private final BinaryMessageDecoder<GenericRecord> decoder = new BinaryMessageDecoder<>(GenericData.get(), schema);

    private static Schema schema() {
        FieldAssembler<Schema> fields = SchemaBuilder.record("Row")
                .namespace("dev.pgsonde.local.contest")
                .fields()
                .requiredString("source")
                .requiredLong("at")
                .requiredLong("tick")
                .requiredLong("round");
        for (String column : Catalog.standard().view(VIEW).columns().keySet()) {
            fields = TEXTS.contains(column) ? fields.requiredString(column) : fields.requiredLong(column);
        }
        return fields.endRecord();
    }

    int fields() {
        return schema.getFields().size();
    }

    byte[] write(Sample sample, int row) {
        GenericRecord record = new GenericData.Record(schema);
        record.put("source", sample.source());
        record.put("at", sample.at().toEpochMilli());
        record.put("tick", sample.tick() == null ? 0L : sample.tick().toEpochMilli());
        record.put("round", sample.round());
        for (Column column : sample.columns()) {
            Object value = column.at(row);
            Object otherwise = column instanceof TextColumn ? "" : Long.valueOf(0);
            record.put(column.name(), value == null ? otherwise : value);
        }
        return write(record);
    }

    byte[] write(GenericRecord record) {
        try {
            ByteBuffer bytes = encoder.encode(record);
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException("a row cannot be written", e);
        }
    }

    GenericRecord read(byte[] bytes) {
        try {
            return decoder.decode(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("this is no row", e);
        }
    }
}
