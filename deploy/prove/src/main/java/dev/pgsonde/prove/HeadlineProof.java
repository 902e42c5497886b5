package dev.pgsonde.prove;

import dev.pgsonde.local.stack.Child;
import dev.pgsonde.local.stack.SampleStream;
import dev.pgsonde.local.stack.StreamsPlace;
import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.ColumnKind;
import dev.pgsonde.schema.FrameKind;
import dev.pgsonde.schema.Incarnation;
import dev.pgsonde.schema.LongColumn;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.RecordLimits;
import dev.pgsonde.schema.Sample;
import dev.pgsonde.schema.SingleObjectFraming;
import dev.pgsonde.schema.TextColumn;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.schema.WireFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What an agent would publish of the headline's server, on a real broker, to a real instance of the streams. */
final class HeadlineProof implements Proof {
    private static final Topics TOPICS = Topics.standard();
    private static final int CHANGE = 200;
    private static final int ROUNDS = 260;
    private static final int TABLES = 20_000;
    private static final int INDEXES = 10_000;
    private static final String SOURCE = "server-0";
    private static final String NAME = "app.public.a_table_with_a_rather_long_name_of_its_own_";

    private final WireFormat<Observation> format = WireFormat.of(TOPICS.samples(), new SingleObjectFraming(TOPICS));

    @Override
    public String name() {
        return "headline";
    }

    @Override
    public String about() {
        return "20 000 tables to REPLICA IDENTITY FULL and 10 000 indexes dropped, as records on a broker: one small alert";
    }

    @Override
    public List<String> parts() {
        return List.of("records");
    }

    @Override
    public List<Figure> run(Trial trial) throws Exception {
        try (StreamsPlace place = new StreamsPlace()) {
            Child streams = place.start("one");
            SampleStream stream = new SampleStream(CHANGE);
            Instant begin = SampleStream.at(CHANGE - 1);
            List<ProducerRecord<String, byte[]>> records = new ArrayList<>(stream.next(CHANGE - 1));
            records.add(record(indexes(CHANGE - 1, INDEXES, List.of())));
            records.addAll(stream.next(1));
            for (int n = 0; n < TABLES; n++) {
                records.add(record(new Marker(
                        SOURCE, begin.plusSeconds(1), "replica_identity", "table", NAME + n, "default", "full", null)));
            }
            List<String> gone = IntStream.range(0, INDEXES)
                    .mapToObj(n -> "app.public.t.index_" + n)
                    .toList();
            records.add(record(indexes(CHANGE, 0, gone)));
            records.addAll(stream.next(ROUNDS - CHANGE));
            place.sendAndWait(records);
            place.awaitAnswers();
            return figures(place, streams);
        }
    }

    private static List<Figure> figures(StreamsPlace place, Child streams) throws IOException {
        List<String> alerts = place.answers().entrySet().stream()
                .filter(answer -> answer.getKey().startsWith("pgsonde.alerts "))
                .flatMap(answer -> answer.getValue().stream())
                .filter(value -> value.contains(SOURCE))
                .toList();
        long named = alerts.stream()
                .filter(alert -> alert.contains("replica_identity of " + TABLES + " tables"))
                .filter(alert -> alert.contains("index of " + INDEXES + " indexes"))
                .count();
        int largest = alerts.stream().mapToInt(String::length).max().orElse(0);
        try (Stream<String> lines = Files.lines(streams.log())) {
            long failed =
                    lines.filter(line -> line.contains("a thread has failed")).count();
            return List.of(
                    Figure.atLeast("alerts that name both totals", (double) named, "", 1),
                    Figure.atMost("largest alert", (double) largest, "bytes", RecordLimits.LARGEST_ALERT),
                    Figure.none("threads that failed", failed),
                    Figure.none("processes that ended", streams.isAlive() ? 0 : 1));
        }
    }

    private ProducerRecord<String, byte[]> record(Observation observation) {
        return SampleStream.record(observation.source(), format.write(observation), observation.at());
    }

    private static Sample indexes(int round, int rows, List<String> gone) {
        List<String> names =
                IntStream.range(0, rows).mapToObj(n -> "index_" + n).toList();
        List<Column> columns = rows == 0
                ? List.of()
                : List.of(
                        text("schema", "public", rows),
                        text("table", "t", rows),
                        new TextColumn("index", ColumnKind.LABEL, names, new int[0]),
                        new LongColumn("idx_scan", ColumnKind.COUNTER, new long[rows], new int[0]));
        boolean first = rows > 0;
        return new Sample(
                SOURCE,
                "agent",
                round,
                SampleStream.at(round),
                new Incarnation("7412", 1, Instant.parse("2026-03-01T11:00:00Z"), Incarnation.Role.PRIMARY),
                "indexes",
                "app",
                "index",
                first ? FrameKind.FULL : FrameKind.CHANGES,
                columns,
                gone,
                null,
                first ? null : Long.valueOf(round - 1L));
    }

    private static Column text(String name, String value, int rows) {
        return new TextColumn(
                name,
                ColumnKind.LABEL,
                IntStream.range(0, rows).mapToObj(n -> value).toList(),
                new int[0]);
    }
}
