package dev.pgsonde.schema;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Finds the shape in which a Java type and an Avro schema agree, or says why they do not. */
final class Shapes {
    private Shapes() {}

    static Shape of(Type type, Schema schema, String where) {
        return switch (schema.getType()) {
            case STRING -> expect(type, String.class, where, ScalarShapes.STRING);
            case INT -> expect(type, int.class, where, ScalarShapes.INT);
            case DOUBLE -> expect(type, double.class, where, ScalarShapes.DOUBLE);
            case BOOLEAN -> expect(type, boolean.class, where, ScalarShapes.BOOLEAN);
            case BYTES -> expect(type, java.nio.ByteBuffer.class, where, ScalarShapes.BYTES);
            case LONG -> ofLong(type, schema.getLogicalType(), where);
            case ENUM -> new EnumShape(enumConstants(type, schema, where));
            case ARRAY -> ofArray(type, schema.getElementType(), where);
            case MAP -> ofMap(type, schema.getValueType(), where);
            case UNION -> ofUnion(type, schema.getTypes(), where);
            case RECORD -> RecordShape.of(rawClass(type, where), schema);
            default -> throw disagree(where, type, schema);
        };
    }

    private static Shape ofLong(Type type, LogicalType logical, String where) {
        if (logical instanceof LogicalTypes.TimestampMicros) {
            return expect(type, java.time.Instant.class, where, ScalarShapes.MICROS);
        }
        if (logical instanceof LogicalTypes.TimestampMillis) {
            return expect(type, java.time.Instant.class, where, ScalarShapes.MILLIS);
        }
        return expect(type, long.class, where, ScalarShapes.LONG);
    }

    private static Shape ofArray(Type type, Schema element, String where) {
        if (type == long[].class && element.getType() == Schema.Type.LONG) {
            return ArrayShapes.LONGS;
        }
        if (type == double[].class && element.getType() == Schema.Type.DOUBLE) {
            return ArrayShapes.DOUBLES;
        }
        if (type == int[].class && element.getType() == Schema.Type.INT) {
            return ArrayShapes.INTS;
        }
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return new ListShape(of(list.getActualTypeArguments()[0], element, where + "[]"));
        }
        throw disagree(where, type, element);
    }

    private static Shape ofMap(Type type, Schema value, String where) {
        if (type == NamedNumbers.class && isNumber(value)) {
            return MapShapes.NUMBERS;
        }
        if (type instanceof ParameterizedType map
                && map.getRawType() == java.util.Map.class
                && map.getActualTypeArguments()[1] == String.class
                && value.getType() == Schema.Type.STRING) {
            return MapShapes.TEXTS;
        }
        throw disagree(where, type, value);
    }

    private static boolean isNumber(Schema value) {
        return value.getType() == Schema.Type.UNION
                && value.getTypes().stream()
                        .map(Schema::getType)
                        .toList()
                        .equals(List.of(Schema.Type.LONG, Schema.Type.DOUBLE));
    }

    private static Shape ofUnion(Type type, List<Schema> branches, String where) {
        if (branches.size() == 2 && branches.get(0).getType() == Schema.Type.NULL) {
            return new NullableShape(of(type, branches.get(1), where));
        }
        Class<?>[] permitted = rawClass(type, where).getPermittedSubclasses();
        if (permitted == null || permitted.length != branches.size()) {
            throw new IllegalStateException(where + ": " + type + " does not seal " + branches.size() + " records");
        }
        return new SealedShape(branches.stream()
                .map(branch -> SealedShape.branch(permitted, branch, where))
                .toList());
    }

    private static List<?> enumConstants(Type type, Schema schema, String where) {
        Object[] constants = rawClass(type, where).getEnumConstants();
        List<?> listed = constants == null ? List.of() : List.of(constants);
        List<String> names = listed.stream().map(Object::toString).toList();
        if (!names.equals(schema.getEnumSymbols())) {
            throw new IllegalStateException(where + ": " + type + " has " + names + ", " + schema.getName() + " has "
                    + schema.getEnumSymbols());
        }
        return listed;
    }

    private static Shape expect(Type type, Class<?> expected, String where, Shape shape) {
        boolean boxed =
                (expected == long.class && type == Long.class) || (expected == double.class && type == Double.class);
        if (type != expected && !boxed) {
            throw new IllegalStateException(where + ": the record has " + type + ", the schema wants " + expected);
        }
        return shape;
    }

    private static Class<?> rawClass(Type type, String where) {
        if (type instanceof Class<?> raw) {
            return raw;
        }
        throw new IllegalStateException(where + ": " + type + " is no plain class");
    }

    private static IllegalStateException disagree(String where, Type type, Schema schema) {
        return new IllegalStateException(where + ": " + type + " cannot be " + schema.getType());
    }
}
