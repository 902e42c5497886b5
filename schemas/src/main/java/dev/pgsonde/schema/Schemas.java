package dev.pgsonde.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/** The schemas that this version writes, and all that were ever released, from {@code avro/}. */
public final class Schemas {
    /** One instance a schema: comparing two equal ones field by field for every record would cost more than reading it. */
    private static final Map<Class<?>, Schema> CURRENT = new ConcurrentHashMap<>();

    private Schemas() {}

    /** The schema in which this version writes {@code type}. */
    public static Schema current(Class<? extends Record> type) {
        return CURRENT.computeIfAbsent(type, any -> parse(type));
    }

    private static Schema parse(Class<? extends Record> type) {
        String resource = fileName(type) + ".avsc";
        try (InputStream in = Schemas.class.getResourceAsStream("/avro/" + resource)) {
            if (in == null) {
                throw new IllegalStateException("no schema " + resource);
            }
            return new Schema.Parser().parse(in);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    /** Every schema in which a released version wrote {@code type}, oldest first. */
    public static List<Schema> released(Class<? extends Record> type) {
        List<Schema> released = new ArrayList<>();
        while (true) {
            String resource = "/avro/released/" + fileName(type) + "." + (released.size() + 1) + ".avsc";
            try (InputStream in = Schemas.class.getResourceAsStream(resource)) {
                if (in == null) {
                    return released;
                }
                released.add(new Schema.Parser().parse(in));
            } catch (IOException e) {
                throw new UncheckedIOException(resource, e);
            }
        }
    }

    private static String fileName(Class<?> type) {
        return type.getSimpleName().toLowerCase(Locale.ROOT);
    }
}
