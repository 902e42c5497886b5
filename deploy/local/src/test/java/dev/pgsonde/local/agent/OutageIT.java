package dev.pgsonde.local.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgsonde.local.agent.Scrapes.Scrape;
import dev.pgsonde.local.stack.AgentTrial;
import dev.pgsonde.local.stack.AgentTrial.Listener;
import dev.pgsonde.local.stack.Child;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Round;
import dev.pgsonde.schema.Sample;
import dev.pgsonde.schema.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The broker is killed under an agent, and comes back: what the agent saw meanwhile arrives, or is missed in so many words. */
final class OutageIT {
    /** In rounds of a second; {@code -Dpgsonde.outage.rounds=300} is five minutes without Kafka. */
    private static final int OUTAGE = Integer.getInteger("pgsonde.outage.rounds", 20);

    private static final Duration PATIENCE = Duration.ofMinutes(2).plusSeconds(OUTAGE);
    private static final Duration OFTEN = Duration.ofMillis(100);
    private static final long FLAT = 32 << 20;

    /** One row tells the time, and of the others a tenth changes with it: whoever has all of them can check each. */
    private static final String HANDS = """
            view: hands
            scope: server
            sql:
              13: |
                WITH clock AS (SELECT extract(epoch FROM now())::bigint AS now)
                SELECT 0 AS hand, now AS points FROM clock
                UNION ALL SELECT hand, (now + hand) / 10 FROM clock, generate_series(1, 100) hand
            columns:
              hand: {kind: label}
              points: {kind: gauge}
            """;

    /** More than a megabyte in each round, all of it new. */
    private static final String NOISE = """
            view: noise
            scope: server
            sql:
              13: SELECT source, md5(random()::text) AS noise FROM generate_series(1, 25000) source
            columns:
              source: {kind: label}
              noise: {kind: gauge}
            """;

    private AgentTrial trial;
    private Listener<Observation> samples;
    private Listener<Text> texts;
    private Path spool;
    private Path metrics;
    private int port;
    private Scrapes scrapes;

    @BeforeEach
    void start() throws IOException {
        trial = AgentTrial.on(17, Map.of());
        samples = trial.samples();
        texts = trial.listener(trial.topics().texts());
        spool = trial.data().directory("spool");
        metrics = trial.data().directory("metrics");
        Files.writeString(metrics.resolve("hands.yaml"), HANDS);
        port = trial.port();
        scrapes = new Scrapes(port);
    }

    @AfterEach
    void stop() {
        texts.close();
        samples.close();
        trial.close();
    }

    @Test
    void nothingIsLostAndMemoryStaysAsItIs() throws IOException {
        trial.agent("agent", config("256MB"));
        waiting().until(() -> scrapes.look().size() >= 8);
        long resident = last().resident();
        long before = last().round();
        trial.killBroker();
        waiting().until(() -> after(before) >= OUTAGE);
        assertThat(last().spooledRecords()).isGreaterThan((long) OUTAGE * last().samples() / 2);
        assertThat(segments()).isNotEmpty();
        trial.bringBrokerBack();
        waiting().until(() -> last().spooledRecords() == 0);
        long emptied = last().round();
        waiting().until(() -> after(emptied) >= 3);
        Scrape end = last();
        waiting().until(() -> rounds(samples.heard()).stream().anyMatch(round -> round.round() > end.round()));

        List<Observation> heard = samples.heard();
        assertThatItReadsWell(heard);
        assertThat(heard.stream().filter(OutageIT::isGap)).isEmpty();
        assertThat(rounds(heard).stream().map(Round::round)).containsAll(seenThrough(end.round()));
        assertThat(end.lost()).isZero();
        assertThat(end.records()).isBetween(through(heard, end.round() - 1), through(heard, end.round()));
        assertThat(segments()).isEmpty();
        assertThat(scrapes.look()).allSatisfy(scrape -> assertThat(scrape.resident())
                .as("resident bytes in round %s, of %s before the outage", scrape.round(), resident)
                .isLessThan(resident + FLAT));
        told("%d bytes resident before the outage, at most %d, at the end %d"
                .formatted(resident, most(), end.resident()));
    }

    @Test
    void whatAKilledAgentHadSpooledArrivesBeforeItsSuccessor() {
        Child first = trial.agent("agent", config("256MB"));
        waiting().until(() -> scrapes.look().size() >= 5);
        long before = last().round();
        trial.killBroker();
        waiting().until(() -> after(before) >= 8);
        long seen = last().round();
        first.kill();
        trial.agent("agent", config("256MB"));
        waiting().until(() -> after(seen) >= 3);
        trial.bringBrokerBack();
        waiting().until(() -> last().spooledRecords() == 0);
        long emptied = last().round();
        waiting().until(() -> rounds(samples.heard()).stream().anyMatch(round -> round.round() > emptied));

        List<Observation> heard = samples.heard();
        assertThatItReadsWell(heard);
        assertThat(heard.stream().filter(OutageIT::isGap)).isEmpty();
        List<Round> rounds = rounds(heard);
        String dead = rounds.get(0).agent();
        assertThat(rounds.stream().filter(round -> round.agent().equals(dead)).map(Round::round))
                .containsAll(seenThrough(seen));
        List<Integer> starts = places(heard, "agent_started");
        assertThat(starts).hasSize(2);
        assertThat(heard.subList(0, starts.get(1))).noneMatch(each -> isOfAnother(each, dead));
        assertThat(heard.subList(starts.get(1), heard.size()))
                .noneMatch(each -> each instanceof Round round && round.agent().equals(dead));
    }

    @Test
    void whatDoesNotFitIsMissedExactly() throws IOException {
        Files.writeString(metrics.resolve("noise.yaml"), NOISE);
        trial.agent("agent", config("16MB"));
        waiting().until(() -> scrapes.look().size() >= 5);
        long before = last().round();
        trial.killBroker();
        waiting().until(() -> last().lost() > 0);
        long full = last().round();
        waiting().until(() -> after(full) >= 5);
        List<Scrape> seen = scrapes.look().stream()
                .filter(scrape -> scrape.round() >= before)
                .toList();
        assertThat(seen.get(seen.size() - 1).rounds() - seen.get(0).rounds())
                .as("no round was missed by this test")
                .isEqualTo(seen.size() - 1);
        trial.bringBrokerBack();
        waiting().until(() -> last().spooledRecords() == 0);
        long emptied = last().round();
        waiting().until(() -> rounds(samples.heard()).stream().anyMatch(round -> round.round() > emptied));

        List<Observation> heard = samples.heard();
        assertThatItReadsWell(heard);
        List<Integer> gaps = places(heard, "gap");
        assertThat(gaps).hasSize(1);
        Marker gap = (Marker) heard.get(gaps.get(0));
        List<Scrape> missing = missing(heard);
        long furtherParts = samples(heard, before) - scraped(before).samples();
        long records = missing.stream()
                .mapToLong(scrape -> scrape.samples() + furtherParts + 1)
                .sum();
        told("%d records of %d rounds are missing: %s".formatted(records, missing.size(), gap));
        assertThat(gap.detail()).isEqualTo(records + " records were lost: the spool was full");
        assertThat(last().lost()).isEqualTo(records);
        assertThat(tick(gap.before())).isEqualTo(missing.get(0).round());
        assertThat(tick(gap.after())).isEqualTo(missing.get(missing.size() - 1).round());
    }

    private String config(String max) {
        return trial.config("postgres") + """
                full_every: 1000
                host: off
                listen: 127.0.0.1:%d
                metrics: [%s]
                spool:
                  directory: %s
                  max: %s
                """.formatted(port, metrics, spool, max);
    }

    /** The records of a round, of which a large frame has several. */
    private static long samples(List<Observation> heard, long round) {
        return heard.stream()
                .filter(each -> each instanceof Sample sample && sample.round() == round)
                .count();
    }

    private Scrape scraped(long round) {
        return scrapes.look().stream()
                .filter(scrape -> scrape.round() == round)
                .findFirst()
                .orElseThrow();
    }

    private static ConditionFactory waiting() {
        return await().atMost(PATIENCE).pollInterval(OFTEN);
    }

    private Scrape last() {
        List<Scrape> all = scrapes.look();
        return all.get(all.size() - 1);
    }

    /** How many later rounds have been seen. */
    private long after(long round) {
        return scrapes.look().stream().filter(scrape -> scrape.round() > round).count();
    }

    private List<Long> seenThrough(long last) {
        return scrapes.look().stream()
                .map(Scrape::round)
                .filter(round -> round <= last)
                .toList();
    }

    private long most() {
        return scrapes.look().stream().mapToLong(Scrape::resident).max().orElseThrow();
    }

    /** The rounds that the agent had and the topic has not. */
    private List<Scrape> missing(List<Observation> heard) {
        List<Long> there = rounds(heard).stream().map(Round::round).toList();
        long last = there.get(there.size() - 1);
        return scrapes.look().stream()
                .filter(scrape -> scrape.round() < last && !there.contains(scrape.round()))
                .toList();
    }

    /** In order, nothing twice, no change without its ground; and the rows that follow are those that were there. */
    private static void assertThatItReadsWell(List<Observation> heard) {
        assertThat(Reading.complaints(heard, (sample, frame) -> {
                    if (sample.view().equals("hands")) {
                        assertThatTheHandsAgree(frame);
                    }
                }))
                .isEmpty();
        assertThat(rounds(heard).stream().map(Round::round)).isSorted().doesNotHaveDuplicates();
    }

    private static void assertThatTheHandsAgree(Reading.Frame frame) {
        assertThat(frame.rows()).hasSize(101);
        long now = points(frame, 0);
        assertThat(LongStream.rangeClosed(1, 100).filter(hand -> points(frame, hand) != (now + hand) / 10))
                .as("hands that are wrong in round %s", frame.round())
                .isEmpty();
    }

    private static long points(Reading.Frame frame, long hand) {
        Map<String, @Nullable Object> row = frame.rows().getOrDefault(String.valueOf(hand), Map.of());
        return row.get("points") instanceof Long points ? points : -1;
    }

    private static List<Round> rounds(List<Observation> heard) {
        return heard.stream()
                .filter(Round.class::isInstance)
                .map(Round.class::cast)
                .toList();
    }

    /** All records up to the end of a round. */
    private long through(List<Observation> heard, long round) {
        Instant end = Instant.ofEpochSecond(round + 1);
        return heard.stream().filter(each -> each.at().isBefore(end)).count()
                + texts.heard().stream().filter(text -> text.at().isBefore(end)).count();
    }

    private static boolean isOfAnother(Observation observation, String agent) {
        if (observation instanceof Sample sample) {
            return !sample.agent().equals(agent);
        }
        return observation instanceof Round round && !round.agent().equals(agent);
    }

    private static boolean isGap(Observation observation) {
        return observation instanceof Marker marker && marker.kind().equals("gap");
    }

    /** Where markers of that kind stand. */
    private static List<Integer> places(List<Observation> heard, String kind) {
        return Stream.iterate(0, place -> place < heard.size(), place -> place + 1)
                .filter(place -> heard.get(place) instanceof Marker marker
                        && marker.kind().equals(kind))
                .toList();
    }

    private static long tick(@Nullable String time) {
        return Instant.parse(String.valueOf(time)).getEpochSecond();
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.walk(spool)) {
            return files.filter(file -> file.toString().endsWith(".segment")).toList();
        }
    }

    private static void told(String line) {
        System.out.println("outage: " + line);
    }
}
