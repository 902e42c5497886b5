package dev.pgsonde.schema;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.ResolvingDecoder;
import org.jspecify.annotations.Nullable;

/** A Java record that agrees with its schema field by field, in the same order. */
record RecordShape(Class<?> type, List<Field> fields, MethodHandle constructor) implements Shape {
    record Field(MethodHandle accessor, Shape shape) {
        @Nullable
        Object of(Object record) {
            try {
                return (Object) accessor.invokeExact(record);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("an accessor threw", e);
            }
        }
    }

    /** Refuses a record that disagrees with its schema: so it is found when the process starts. */
    static RecordShape of(Class<?> type, Schema schema) {
        RecordComponent[] components = type.getRecordComponents();
        List<String> names = components == null
                ? List.of()
                : Arrays.stream(components)
                        .map(each -> snakeCase(each.getName()))
                        .toList();
        List<String> wanted =
                schema.getFields().stream().map(Schema.Field::name).toList();
        if (components == null || !names.equals(wanted)) {
            throw new IllegalStateException(type.getName() + " has " + names + ", its schema has " + wanted);
        }
        try {
            return of(type, schema, components);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName() + " cannot be made or read", e);
        }
    }

    private static RecordShape of(Class<?> type, Schema schema, RecordComponent[] components)
            throws ReflectiveOperationException {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        List<Field> fields = new ArrayList<>();
        for (int n = 0; n < components.length; n++) {
            MethodHandle accessor = lookup.unreflect(components[n].getAccessor())
                    .asType(MethodType.methodType(Object.class, Object.class));
            String where = type.getSimpleName() + "." + components[n].getName();
            Shape shape = Shapes.of(
                    components[n].getGenericType(), schema.getFields().get(n).schema(), where);
            fields.add(new Field(accessor, shape));
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        MethodHandle constructor = lookup.findConstructor(type, MethodType.methodType(void.class, types))
                .asSpreader(Object[].class, types.length)
                .asType(MethodType.methodType(Object.class, Object[].class));
        return new RecordShape(type, List.copyOf(fields), constructor);
    }

    @Override
    public void write(@Nullable Object value, Encoder out) throws IOException {
        Object record = Objects.requireNonNull(value);
        for (Field field : fields) {
            field.shape().write(field.of(record), out);
        }
    }

    @Override
    public Object read(Decoder in) throws IOException {
        @Nullable Object[] values = new @Nullable Object[fields.size()];
        if (in instanceof ResolvingDecoder resolving) {
            for (Schema.Field field : resolving.readFieldOrder()) {
                values[field.pos()] = fields.get(field.pos()).shape().read(in);
            }
        } else {
            for (int n = 0; n < values.length; n++) {
                values[n] = fields.get(n).shape().read(in);
            }
        }
        return make(values);
    }

    private Object make(@Nullable Object[] values) throws IOException {
        try {
            return (Object) constructor.invokeExact(values);
        } catch (IllegalArgumentException e) {
            throw new IOException(type.getSimpleName() + " is not valid: " + e.getMessage(), e);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a constructor threw", e);
        }
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
    }
}
