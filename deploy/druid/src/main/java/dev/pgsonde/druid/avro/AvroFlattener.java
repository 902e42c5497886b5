package dev.pgsonde.druid.avro;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.JacksonJsonProvider;
import com.jayway.jsonpath.spi.json.JsonProvider;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;
import org.apache.druid.java.util.common.parsers.NotImplementedMappingProvider;
import org.apache.druid.java.util.common.parsers.ObjectFlatteners.FlattenerMaker;
import org.jspecify.annotations.Nullable;

/**
 * What of a record Druid sees: plain values under the names of the fields. A logical type is ignored, so that a
 * timestamp is the long it is stored as.
 */
final class AvroFlattener implements FlattenerMaker<GenericRecord> {
    private static final Configuration PATHS = Configuration.builder()
            .jsonProvider(new JacksonJsonProvider())
            .mappingProvider(new NotImplementedMappingProvider())
            .options(Option.SUPPRESS_EXCEPTIONS)
            .build();

    /** One entry of a map. */
    private static final Pattern ENTRY = Pattern.compile("\\$\\.(\\w+)\\['([^'\\\\]+)']");

    private final boolean binaryAsString;

    AvroFlattener(boolean binaryAsString) {
        this.binaryAsString = binaryAsString;
    }

    @Override
    public Iterable<String> discoverRootFields(GenericRecord row) {
        return row.getSchema().getFields().stream().map(Schema.Field::name).toList();
    }

    @Override
    public @Nullable Object getRootField(GenericRecord row, String field) {
        return row.hasField(field) ? plain(row.get(field)) : null;
    }

    @Override
    public Map<String, Object> toMap(GenericRecord row) {
        return plainRecord(row);
    }

    @Override
    public Function<GenericRecord, Object> makeJsonPathExtractor(String path) {
        Matcher entry = ENTRY.matcher(path);
        if (entry.matches()) {
            String field = entry.group(1);
            Utf8 key = new Utf8(entry.group(2));
            return row -> entry(row, field, key);
        }
        JsonPath compiled = JsonPath.compile(path);
        return row -> compiled.read(plainRecord(row), PATHS);
    }

    /** Rows have hundreds of such columns: none is looked for in a copy of the record. */
    private @Nullable Object entry(GenericRecord row, String field, Utf8 key) {
        return row.hasField(field) && row.get(field) instanceof Map<?, ?> map ? plain(map.get(key)) : null;
    }

    @Override
    public Function<GenericRecord, Object> makeJsonQueryExtractor(String query) {
        throw new UnsupportedOperationException("a flattenSpec for Avro has no jq expressions: " + query);
    }

    @Override
    public JsonProvider getJsonProvider() {
        return PATHS.jsonProvider();
    }

    private Map<String, Object> plainRecord(GenericRecord row) {
        Map<String, Object> plain = new LinkedHashMap<>();
        row.getSchema().getFields().forEach(field -> plain.put(field.name(), plain(row.get(field.pos()))));
        return plain;
    }

    private Map<String, Object> plainMap(Map<?, ?> map) {
        Map<String, Object> plain = new LinkedHashMap<>();
        map.forEach((key, value) -> plain.put(key.toString(), plain(value)));
        return plain;
    }

    private List<Object> plainList(Iterable<?> items) {
        List<Object> plain = new ArrayList<>();
        items.forEach(item -> plain.add(plain(item)));
        return plain;
    }

    private @Nullable Object plain(@Nullable Object value) {
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        if (value instanceof GenericRecord row) {
            return plainRecord(row);
        }
        if (value instanceof Map<?, ?> map) {
            return plainMap(map);
        }
        if (value instanceof Iterable<?> items) {
            return plainList(items);
        }
        if (value instanceof GenericFixed fixed) {
            return binary(fixed.bytes());
        }
        if (value instanceof ByteBuffer bytes) {
            return binary(copy(bytes));
        }
        return value.toString(); // strings and enum symbols
    }

    private static byte[] copy(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return copy;
    }

    private Object binary(byte[] bytes) {
        return binaryAsString ? new String(bytes, UTF_8) : bytes;
    }
}
