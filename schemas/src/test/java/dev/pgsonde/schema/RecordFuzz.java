package dev.pgsonde.schema;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Random records of every type that the streams read, which can all be decoded: each field is now and then at the limits of
 * what its type can hold, and otherwise one that a server could have. All their names begin with {@code fuzz}.
 */
public final class RecordFuzz {
    public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    public static final String SOURCE = "fuzz";

    private static final Topics TOPICS = Topics.standard();
    private static final List<Class<? extends Record>> READ = List.of(
            Sample.class,
            Sample.class,
            Sample.class,
            Marker.class,
            Round.class,
            Annotation.class,
            Acknowledgement.class,
            Silence.class,
            SilenceEnded.class,
            MemberLoad.class);
    private static final List<String> NAMES = List.of(
            "",
            "\0",
            "a\0b",
            "*",
            "?",
            "wal",
            "wal_lsn",
            "tables",
            "index_facts",
            "indexes",
            "settings",
            "database",
            "statements",
            "server",
            "replica_identity",
            "setting",
            "index",
            "full",
            "default",
            "x".repeat(1024),
            "x".repeat(1025),
            "\u20ac".repeat(5000),
            "'; DROP TABLE x; --",
            "\ud83d\ude00",
            "\u001b[2J",
            "public.a.\"b\"");
    private static final List<Long> NUMBERS = List.of(
            0L,
            1L,
            -1L,
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            1L << 60,
            (1L << 60) + 1,
            -(1L << 60),
            1L << 53,
            1L << 31,
            86_400_000L,
            3_600_000L);
    private static final List<Double> FRACTIONS = List.of(
            0.0,
            -0.0,
            -1.0,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.MIN_VALUE,
            Double.MAX_VALUE);
    private static final int LARGE = 1_000_000;

    private final Random random;
    private final Framing framing = new SingleObjectFraming(TOPICS);
    private final WireFormat<Observation> samples = WireFormat.of(TOPICS.samples(), framing);
    private final WireFormat<Saying> annotations = WireFormat.of(TOPICS.annotations(), framing);
    private final WireFormat<MemberLoad> members = WireFormat.of(TOPICS.members(), framing);
    private long tick;
    private double extreme;
    /** How many were thought of that cannot be written. */
    private long refused;

    public RecordFuzz(Random random) {
        this.random = random;
    }

    public long refused() {
        return refused;
    }

    /** A record as it stands in Kafka. */
    public record Fuzzed(String topic, @Nullable String key, ByteBuffer value, long timestamp) {
        public byte[] bytes() {
            byte[] bytes = new byte[value.remaining()];
            value.duplicate().get(bytes);
            return bytes;
        }
    }

    /** One more; {@code large}: of about 1 MB. */
    public Fuzzed next(boolean large) {
        tick += random.nextInt(3) == 0 ? 10 : 0;
        extreme = List.of(0.0, 0.01, 0.05, 0.3).get(random.nextInt(4));
        while (true) {
            try {
                Record record = large
                        ? new Marker(name(), at(), "setting", "setting", "x", "y".repeat(LARGE), null, null)
                        : record(oneOf(READ));
                return written(record);
            } catch (ArithmeticException | DateTimeException | IllegalArgumentException e) {
                refused++; // no bytes say that
            }
        }
    }

    private Fuzzed written(Record record) {
        if (record instanceof Observation observation) {
            return fuzzed(TOPICS.samples().name(), observation.source(), samples.write(observation));
        } else if (record instanceof Saying saying) {
            return fuzzed(TOPICS.annotations().name(), saying.source(), annotations.write(saying));
        }
        MemberLoad load = (MemberLoad) record;
        return fuzzed(TOPICS.members().name(), load.cluster(), members.write(load));
    }

    private Fuzzed fuzzed(String topic, String key, byte[] bytes) {
        String under = random.nextInt(50) == 0 ? SOURCE + "-other" : key;
        long timestamp = random.nextInt(50) == 0 ? 0 : START.plusSeconds(tick).toEpochMilli();
        return new Fuzzed(topic, under, ByteBuffer.wrap(bytes), timestamp);
    }

    private Record record(Class<? extends Record> type) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = Arrays.stream(components)
                .map(component -> value(component.getName(), component.getGenericType(), isNullable(component)))
                .toArray();
        try {
            Constructor<? extends Record> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private boolean isExtreme() {
        return random.nextDouble() < extreme;
    }

    private @Nullable Object value(String name, Type type, boolean nullable) {
        if (nullable && random.nextInt(3) == 0) {
            return null;
        } else if (type == String.class) {
            return name.equals("source") || name.equals("cluster") ? name() : text();
        } else if (type == Instant.class) {
            return at();
        } else if (type == long.class || type == Long.class) {
            return isExtreme() ? oneOf(NUMBERS) : (Object) (long) random.nextInt(1000);
        } else if (type == int.class) {
            return isExtreme() ? oneOf(NUMBERS).intValue() : random.nextInt(100);
        } else if (type == boolean.class) {
            return random.nextBoolean();
        } else if (type instanceof ParameterizedType list) {
            return list(list.getActualTypeArguments()[0]);
        }
        return object((Class<?>) type);
    }

    private Object object(Class<?> type) {
        return type.isEnum() ? oneOf(List.of(type.getEnumConstants())) : record(type.asSubclass(Record.class));
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private List<Object> list(Type type) {
        List<Object> list = new ArrayList<>();
        int size = isExtreme() ? 200 : random.nextInt(4);
        int rows = random.nextInt(5);
        for (int n = 0; n < size; n++) {
            list.add(type == Column.class ? column(n, rows) : Objects.requireNonNull(value("", type, false)));
        }
        return list;
    }

    private Column column(int number, int rows) {
        String name = isExtreme()
                ? text()
                : List.of("relid", "n_tup_ins", "xact_commit", "value").get(number % 4) + number / 4;
        ColumnKind kind = oneOf(List.of(ColumnKind.values()));
        int[] absent = rows > 0 && random.nextInt(3) == 0 ? new int[] {isExtreme() ? -1 : 0} : new int[0];
        return switch (random.nextInt(3)) {
            case 0 ->
                new TextColumn(
                        name,
                        kind,
                        IntStream.range(0, rows).mapToObj(n -> text()).toList(),
                        absent);
            case 1 ->
                new DoubleColumn(
                        name,
                        kind,
                        random.doubles(rows)
                                .map(any -> isExtreme() ? oneOf(FRACTIONS) : any)
                                .toArray(),
                        absent);
            default ->
                new LongColumn(
                        name,
                        kind,
                        random.longs(rows, 0, 1000)
                                .map(any -> isExtreme() ? oneOf(NUMBERS) : any)
                                .toArray(),
                        absent);
        };
    }

    private String name() {
        return isExtreme() ? oneOf(NAMES) : SOURCE + "-" + random.nextInt(5);
    }

    private String text() {
        return isExtreme() || random.nextInt(4) == 0
                ? NAMES.get(isExtreme() ? random.nextInt(NAMES.size()) : 5 + random.nextInt(14))
                : "name-" + random.nextInt(5);
    }

    private Instant at() {
        Instant plausible = START.plusSeconds(tick).plusMillis(random.nextInt(3));
        if (!isExtreme()) {
            return plausible;
        }
        long micros = plausible.toEpochMilli() * 1000;
        return switch (random.nextInt(7)) {
            case 0 -> Instant.EPOCH;
            case 1 -> Instant.EPOCH.plus(Long.MAX_VALUE, ChronoUnit.MICROS);
            case 2 -> Instant.EPOCH.plus(Long.MIN_VALUE + 999_999, ChronoUnit.MICROS);
            case 3 -> Instant.EPOCH.plus(micros * 1000, ChronoUnit.MICROS); // nanoseconds, taken for microseconds
            case 4 -> Instant.parse("9999-12-31T23:59:59Z");
            case 5 -> Instant.parse("2199-12-31T23:59:59Z");
            default -> plausible.plus(random.nextInt(100_000), ChronoUnit.SECONDS);
        };
    }
}
