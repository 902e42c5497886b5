package dev.pgsonde.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoundTripTest {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00.123456Z");
    private static final Topics TOPICS = Topics.standard();
    private static final Framing FRAMING = new SingleObjectFraming(TOPICS);

    @Test
    void everyRecordComesBackAsItWas() throws IOException {
        assertThat(there(TOPICS.samples(), sample())).isEqualTo(sample());
        assertThat(there(TOPICS.samples(), marker())).isEqualTo(marker());
        assertThat(there(TOPICS.samples(), round())).isEqualTo(round());
        assertThat(there(TOPICS.markers(), marker())).isEqualTo(marker());
        assertThat(there(TOPICS.annotations(), annotation())).isEqualTo(annotation());
        for (Saying saying : sayings()) {
            assertThat(there(TOPICS.annotations(), saying)).isEqualTo(saying);
        }
        assertThat(there(TOPICS.judged(), judged())).isEqualTo(judged());
        assertThat(there(TOPICS.members(), memberLoad())).isEqualTo(memberLoad());
        assertThat(there(TOPICS.undelivered(), undelivered())).isEqualTo(undelivered());
        assertThat(there(TOPICS.changes(), change())).isEqualTo(change());
        assertThat(there(TOPICS.windows(), window())).isEqualTo(window());
        assertThat(there(TOPICS.alerts(), alert())).isEqualTo(alert());
        assertThat(there(TOPICS.alerts(), alert().from(Alert.OF_DELIVERY)).isOfDelivery())
                .isTrue();
        assertThat(there(TOPICS.watched(), watched())).isEqualTo(watched());
        assertThat(there(TOPICS.rejects(), reject())).isEqualTo(reject());
    }

    @Test
    void recordsThatBeginAlikeAreTheirOwn() throws IOException {
        WireFormat<Window> format = WireFormat.of(TOPICS.windows(), FRAMING);
        Window first = window();
        List<Window> all = List.of(
                first,
                of(first, first.source(), first.subject(), null, sums(8)),
                of(first, first.source(), "another.much.longer.name", null, sums(8, 0)),
                of(first, "billing", first.subject(), "gap", sums()),
                large(first),
                first);

        List<byte[]> written = all.stream().map(format::write).toList();
        for (int n = 0; n < all.size(); n++) {
            assertThat(format.read(written.get(n))).isEqualTo(all.get(n));
        }
    }

    /** More than a writer keeps room for. */
    private static Window large(Window like) {
        return of(
                like,
                "billing",
                "\u20ac".repeat(4000),
                "\u20ac".repeat(16_000),
                NamedNumbers.of(
                        IntStream.range(0, 400).mapToObj(n -> "view.column" + n).toList(), new long[400]));
    }

    private static Window of(Window like, String source, String subject, @Nullable String reason, NamedNumbers sums) {
        return new Window(
                like.grain(),
                source,
                like.start(),
                like.end(),
                like.incarnation(),
                like.run(),
                like.view(),
                like.subjectKind(),
                subject,
                Map.of("database", subject),
                like.coveredMs(),
                like.differences(),
                like.readings(),
                like.spread(),
                reason,
                NameList.of(sums.names()).fingerprint(),
                sums,
                like.largest());
    }

    @Test
    void aRecordOfAnotherTopicIsRefused() {
        byte[] window = WireFormat.of(TOPICS.windows(), FRAMING).write(window());

        assertThatThrownBy(() -> WireFormat.of(TOPICS.alerts(), FRAMING).read(window))
                .isInstanceOf(IOException.class)
                .hasMessage("pgsonde.alerts carries no dev.pgsonde.Window");
    }

    @Test
    void whatIsNoRecordSaysWhy() {
        assertThatThrownBy(() -> readWindow("not Avro at all")).hasMessageContaining("single-object encoding");
        assertThatThrownBy(() -> readWindow("x")).hasMessageContaining("too short");
        assertThatThrownBy(() -> readWindow("\u00c3\u000112345678")).hasMessageContaining("does not know: upgrade");
    }

    @Test
    void aRecordCutShortOrFollowedByRubbishIsRefused() {
        byte[] whole = WireFormat.of(TOPICS.windows(), FRAMING).write(window());
        for (int length = 10; length < whole.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> WireFormat.of(TOPICS.windows(), FRAMING).read(cut))
                    .isInstanceOf(IOException.class);
        }
        byte[] longer = java.util.Arrays.copyOf(whole, whole.length + 1);
        assertThatThrownBy(() -> WireFormat.of(TOPICS.windows(), FRAMING).read(longer))
                .hasMessageContaining("followed by bytes");
    }

    @Test
    void aSubjectIsQuotedWhereADotWouldMislead() {
        Column schema = text("schema", "a.b", "a");
        Column table = text("table", "c", "b.c");
        List<Column> columns = List.of(schema, table);

        assertThat(Subject.of("app", columns, 0)).isEqualTo("app.\"a.b\".c");
        assertThat(Subject.of("app", columns, 1)).isEqualTo("app.a.\"b.c\"");
    }

    private static <V> V there(Topic<V> topic, V record) throws IOException {
        WireFormat<V> format = WireFormat.of(topic, FRAMING);
        return format.read(format.write(record));
    }

    private static Window readWindow(String latin) throws IOException {
        return WireFormat.of(TOPICS.windows(), FRAMING).read(latin.getBytes(StandardCharsets.ISO_8859_1));
    }

    static Sample sample() {
        return new Sample(
                "orders",
                "host-1-2",
                7,
                AT,
                new Incarnation("7412", 1, AT.minusSeconds(60), Incarnation.Role.PRIMARY),
                "database",
                "",
                "database",
                FrameKind.CHANGES,
                List.of(
                        text("datname", "app", "postgres"),
                        new LongColumn("xact_commit", ColumnKind.COUNTER, new long[] {5, 0}, new int[] {1}),
                        new DoubleColumn("load", ColumnKind.GAUGE, new double[] {0.5, -1}, new int[0])),
                List.of("gone"),
                null,
                6L);
    }

    private static TextColumn text(String name, String... values) {
        return new TextColumn(name, ColumnKind.LABEL, List.of(values), new int[0]);
    }

    private static Marker marker() {
        return new Marker("orders", AT, "setting", "setting", "work_mem", "4MB", "64MB", null, AT.minusSeconds(30));
    }

    private static Round round() {
        return new Round("orders", "host-1-2", 7, AT, 10_000, List.of(new Round.ViewCost("database", 2, 1200)));
    }

    private static Annotation annotation() {
        return new Annotation("orders", AT, Annotation.AnnotationKind.RUN_STARTED, "run-1", "twice the clients", "ci");
    }

    private static List<Saying> sayings() {
        return List.of(
                new Acknowledgement("orders", AT, "id", true, "as planned", "ann"),
                new Silence("orders", AT, "s1", "wal_*", "*", "warn", AT.plusSeconds(60), null, "ann"),
                new SilenceEnded("orders", AT, "s1", "ann"));
    }

    private static MemberLoad memberLoad() {
        Instant start = Instant.parse("2026-03-01T12:00:00Z");
        return new MemberLoad("7423", "orders", start, start.plusSeconds(30), true, 950_000L, null);
    }

    private static Judged judged() {
        Instant at = Instant.parse("2026-03-01T12:00:00Z");
        return new Judged(
                "orders",
                "wal_bytes_per_commit",
                "server",
                "orders",
                at,
                List.of(new Guard("floor", 0.02, 0.05, false)));
    }

    private static Undelivered undelivered() {
        Instant at = Instant.parse("2026-03-01T12:00:00Z");
        return new Undelivered(
                "chat", "id", 2, "id-2", "orders", "WAL doubled", "HTTP 404", 1, at, at, "pgsonde.alerts", 0, 7);
    }

    private static Change change() {
        return new Change("orders", "app", "public", "docs", Change.Operation.UPDATE, 5, 6, AT, null, 1500L, false);
    }

    private static Window window() {
        Instant start = Instant.parse("2026-03-01T12:00:00Z");
        return new Window(
                "relation",
                "orders",
                start,
                start.plusSeconds(30),
                "7412-1-0-primary",
                null,
                "tables",
                "table",
                "app.public.docs",
                Map.of("database", "app", "schema", "public", "table", "docs"),
                20_000,
                2,
                3,
                false,
                "gap",
                "8d1f3c2a",
                sums(3, 0, -7),
                sums(9));
    }

    private static NamedNumbers sums(long... numbers) {
        return NamedNumbers.of(
                IntStream.range(0, numbers.length)
                        .mapToObj(n -> "tables.column" + n)
                        .toList(),
                numbers);
    }

    static Alert alert() {
        Instant at = Instant.parse("2026-03-01T12:00:00Z");
        return new Alert(
                "id",
                "orders",
                "7412-1-0-primary",
                "run-1",
                "wal_bytes_per_commit",
                "bytes per commit",
                Alert.Direction.UP,
                "server",
                "orders",
                Alert.Severity.WARN,
                Alert.AlertState.FIRING,
                at,
                at.plusSeconds(240),
                8,
                null,
                1600,
                0.02,
                60,
                3200,
                2,
                9,
                4.5,
                List.of(new Alert.Point(at, 1600, 1)),
                List.of(new Alert.Cause(
                        "replica_identity", List.of("app.public.docs"), "default", "full", at, 0.9, "seen", null)),
                "replica_identity",
                null,
                "SELECT 1",
                "WAL doubled",
                1,
                Alert.AlertStage.FIRING,
                at.plusSeconds(240),
                true,
                null,
                null,
                null,
                List.of());
    }

    private static Watched watched() {
        Instant at = Instant.parse("2026-03-01T12:00:00Z");
        return new Watched(
                "orders",
                at,
                null,
                List.of(new Watched.WatchedAgent(
                        "host-1-2", Report.AgentCondition.UNREACHABLE, "refused", at, at, 10_000, 7)));
    }

    private static Reject reject() {
        return new Reject("orders", "pgsonde.samples", 0, 5, "no", ByteBuffer.wrap(new byte[] {1, 2}));
    }
}
