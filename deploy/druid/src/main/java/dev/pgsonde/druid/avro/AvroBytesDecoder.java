package dev.pgsonde.druid.avro;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.apache.avro.generic.GenericRecord;
import org.apache.druid.java.util.common.parsers.ParseException;

/** Knows the schema a message was written with. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(name = "schema_inline", value = InlineSchemaDecoder.class),
    @JsonSubTypes.Type(name = "schema_registry", value = SchemaRegistryDecoder.class)
})
interface AvroBytesDecoder {
    /** Throws {@link ParseException} if these bytes are no such record: the message is then counted and passed over. */
    GenericRecord decode(byte[] message);
}
