package dev.pgsonde.druid.avro;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Every message was written with the schema that stands in the spec, or with one that goes on where it ends. */
final class InlineSchemaDecoder implements AvroBytesDecoder {
    private final JsonNode json;
    private final Schema schema;

    @JsonCreator
    InlineSchemaDecoder(@JsonProperty("schema") JsonNode json) {
        this.json = json;
        this.schema = new Schema.Parser().parse(json.toString());
    }

    @JsonProperty("schema")
    public JsonNode json() {
        return json;
    }

    @Override
    public GenericRecord decode(byte[] message) {
        return BinaryRecord.read(schema, message, 0);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof InlineSchemaDecoder that && json.equals(that.json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }
}
