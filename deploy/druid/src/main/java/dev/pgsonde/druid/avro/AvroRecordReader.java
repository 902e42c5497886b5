package dev.pgsonde.druid.avro;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.druid.data.input.InputEntity;
import org.apache.druid.data.input.InputRow;
import org.apache.druid.data.input.InputRowSchema;
import org.apache.druid.data.input.IntermediateRowParsingReader;
import org.apache.druid.data.input.impl.MapInputRowParser;
import org.apache.druid.java.util.common.CloseableIterators;
import org.apache.druid.java.util.common.parsers.CloseableIterator;
import org.apache.druid.java.util.common.parsers.JSONPathSpec;
import org.apache.druid.java.util.common.parsers.ObjectFlattener;
import org.apache.druid.java.util.common.parsers.ObjectFlatteners;
import org.jspecify.annotations.Nullable;

/** One message is one record is one row. */
final class AvroRecordReader extends IntermediateRowParsingReader<GenericRecord> {
    private final InputRowSchema rowSchema;
    private final InputEntity message;
    private final AvroBytesDecoder decoder;
    private final ObjectFlattener<GenericRecord> flattener;

    AvroRecordReader(
            InputRowSchema rowSchema,
            InputEntity message,
            AvroBytesDecoder decoder,
            AvroFlattener flattener,
            @Nullable JSONPathSpec flattenSpec) {
        this.rowSchema = rowSchema;
        this.message = message;
        this.decoder = decoder;
        this.flattener = ObjectFlatteners.create(flattenSpec, flattener);
    }

    @Override
    protected CloseableIterator<GenericRecord> intermediateRowIterator() throws IOException {
        try (InputStream in = message.open()) {
            GenericRecord row = decoder.decode(in.readAllBytes());
            return CloseableIterators.withEmptyBaggage(List.of(row).iterator());
        }
    }

    @Override
    protected List<InputRow> parseInputRows(GenericRecord row) {
        return List.of(MapInputRowParser.parse(rowSchema, flattener.flatten(row)));
    }

    @Override
    protected List<Map<String, Object>> toMap(GenericRecord row) {
        return List.of(flattener.toMap(row));
    }

    @Override
    protected InputEntity source() {
        return message;
    }
}
