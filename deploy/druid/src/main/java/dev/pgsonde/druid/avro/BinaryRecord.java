package dev.pgsonde.druid.avro;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.druid.java.util.common.parsers.ParseException;

/** Avro's bare binary encoding, which says nothing of its schema, nor where it ends. */
final class BinaryRecord {
    private BinaryRecord() {}

    static GenericRecord read(Schema schema, byte[] message, int offset) {
        BinaryDecoder binary = DecoderFactory.get().binaryDecoder(message, offset, message.length - offset, null);
        try {
            return new GenericDatumReader<GenericRecord>(schema).read(null, binary);
        } catch (IOException | RuntimeException e) { // Avro meets a broken message with almost any exception
            throw new ParseException(null, e, "not a record of %s: %s", schema.getFullName(), e);
        }
    }
}
