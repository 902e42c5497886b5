package dev.pgsonde.druid.avro;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.File;
import java.util.Objects;
import org.apache.druid.data.input.InputEntity;
import org.apache.druid.data.input.InputEntityReader;
import org.apache.druid.data.input.InputRowSchema;
import org.apache.druid.data.input.impl.NestedInputFormat;
import org.apache.druid.java.util.common.parsers.JSONPathSpec;
import org.jspecify.annotations.Nullable;

/** Each message is one Avro record; what the record means is in the spec, in the words of the official extension. */
final class AvroStreamInputFormat extends NestedInputFormat {
    private final AvroBytesDecoder decoder;
    private final boolean binaryAsString;

    @JsonCreator
    AvroStreamInputFormat(
            @JsonProperty("flattenSpec") @Nullable JSONPathSpec flattenSpec,
            @JsonProperty("avroBytesDecoder") AvroBytesDecoder decoder,
            @JsonProperty("binaryAsString") boolean binaryAsString) {
        super(flattenSpec);
        this.decoder = Objects.requireNonNull(decoder, "avroBytesDecoder is missing");
        this.binaryAsString = binaryAsString;
    }

    @JsonProperty
    public AvroBytesDecoder getAvroBytesDecoder() {
        return decoder;
    }

    @JsonProperty
    public boolean getBinaryAsString() {
        return binaryAsString;
    }

    @Override
    public boolean isSplittable() {
        return false;
    }

    @Override
    public InputEntityReader createReader(InputRowSchema rowSchema, InputEntity message, File unused) {
        return new AvroRecordReader(rowSchema, message, decoder, new AvroFlattener(binaryAsString), getFlattenSpec());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other)
                && other instanceof AvroStreamInputFormat that
                && decoder.equals(that.decoder)
                && binaryAsString == that.binaryAsString;
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), decoder, binaryAsString);
    }
}
