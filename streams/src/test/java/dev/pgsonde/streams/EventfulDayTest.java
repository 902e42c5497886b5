package dev.pgsonde.streams;

import static dev.pgsonde.streams.Samples.SOURCE;
import static dev.pgsonde.streams.Samples.at;
import static dev.pgsonde.streams.Samples.identity;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.AlertState;
import dev.pgsonde.schema.Effect;
import dev.pgsonde.schema.Effect.Outcome;
import dev.pgsonde.schema.Marker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change every few minutes, each taken back after fifteen windows: earlier ones are no noise. */
class EventfulDayTest {
    private static final int USUAL = 1_600;
    private static final int HELD = 15;
    private static final int APART = 32;
    private static final String WAL = "wal_bytes_per_commit";

    private final Pipeline pipeline;
    private final Doubling server;

    EventfulDayTest(@TempDir Path state) {
        pipeline = Pipeline.ofWindows(Duration.ofSeconds(10), state);
        server = new Doubling(pipeline);
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void aReplicaIdentityIsFoundAfterOtherChanges() {
        server.run(42, USUAL);
        for (double factor : new double[] {1.5, 2.7, 0.8}) {
            heldAndTakenBack(setting("wal_log_hints", "off", "on"), setting("wal_log_hints", "on", "off"), factor);
        }
        pipeline.alerts();

        pipeline.take(identity(server.now() + 1, "docs", "default", "full"));
        server.run(9, (int) (1.38 * USUAL));

        Alert alert = pipeline.alerts().get(0);
        assertThat(alert.metric()).isEqualTo(WAL);
        assertThat(alert.cause()).isEqualTo("replica_identity");
        assertThat(alert.verdict()).isEqualTo(Alert.VerdictClass.REGRESSION);
    }

    @Test
    void eachChangeHasItsEffectAndWhatIsTakenBackResolvesTheAlert() {
        server.run(42, USUAL);
        heldAndTakenBack(setting("wal_log_hints", "on", "off"), setting("wal_log_hints", "off", "on"), 1.5);

        assertThat(pipeline.alerts()).extracting(Alert::state).containsExactly(AlertState.FIRING, AlertState.RESOLVED);
        List<Effect> effects = ofWal(pipeline.effects());
        assertThat(effects)
                .filteredOn(effect -> "off".equals(effect.change().after()))
                .allMatch(effect -> effect.outcome() == Outcome.ROSE && effect.worse())
                .allSatisfy(effect -> assertThat(
                                Objects.requireNonNull(effect.measured()).low())
                        .isLessThan(1.5))
                .allSatisfy(effect -> assertThat(
                                Objects.requireNonNull(effect.measured()).high())
                        .isGreaterThan(1.5));
        assertThat(effects)
                .filteredOn(effect -> "on".equals(effect.change().after()))
                .isNotEmpty()
                .allMatch(effect -> effect.outcome() == Outcome.FELL && !effect.worse());
    }

    @Test
    void whatDidNothingIsSaidToHaveDoneNothing() {
        server.run(42, USUAL);
        pipeline.take(setting("wal_log_hints", "off", "on"));
        server.run(31, USUAL);

        assertThat(pipeline.alerts()).isEmpty();
        assertThat(ofWal(pipeline.effects())).last().extracting(Effect::outcome).isEqualTo(Outcome.NO_CHANGE);
    }

    @Test
    void oneOfTwoChangesAtOnceIsNotSaidToBeTheCause() {
        server.run(42, USUAL);
        pipeline.take(setting("wal_log_hints", "on", "off"), setting("full_page_writes", "off", "on"));
        server.run(9, 2 * USUAL);

        Alert alert = pipeline.alerts().get(0);
        assertThat(alert.causes().subList(0, 2))
                .extracting(cause -> cause.subjects().get(0))
                .containsExactlyInAnyOrder("wal_log_hints", "full_page_writes");
        assertThat(ofWal(pipeline.effects()))
                .isNotEmpty()
                .allMatch(effect -> effect.outcome() == Outcome.CONFOUNDED && effect.confoundedWith() != null);
    }

    /** The first windows of a load are compared with the last before it stopped. */
    @Test
    void aLoadThatStopsGoesOnWhereItWas() {
        server.run(20, USUAL);
        server.rest(12);
        pipeline.take(setting("wal_log_hints", "on", "off"));
        server.rest(60);
        pipeline.alerts();
        server.run(10, (int) (1.25 * USUAL));

        Alert alert = pipeline.alerts().get(0);
        assertThat(alert.cause()).isEqualTo("setting");
        assertThat(alert.ratio()).isBetween(1.2, 1.3);
    }

    @Test
    void aLoadThatStopsAndGoesOnAsItWasIsNoChange() {
        server.run(42, USUAL);
        server.rest(60);
        server.run(42, USUAL);

        assertThat(pipeline.alerts()).isEmpty();
    }

    @Test
    void aLargeStepIsReportedSoonAfterTheStart() {
        server.run(11, USUAL);
        server.run(6, 2 * USUAL);

        assertThat(pipeline.alerts()).extracting(Alert::metric).containsExactly(WAL);
    }

    @Test
    void aTriggerThatMakesStatementsDoMoreIsTheCause() {
        server.run(42, USUAL);
        pipeline.take(new Marker(
                SOURCE,
                at(server.now() + 1),
                "triggers",
                "table",
                "app.public.docs",
                null,
                "1 enabled, 0 disabled",
                null,
                null));
        server.run(9, 2 * USUAL);

        Alert alert = pipeline.alerts().get(0);
        assertThat(alert.cause()).isEqualTo("triggers");
        assertThat(alert.verdict()).isEqualTo(Alert.VerdictClass.REGRESSION);
    }

    private void heldAndTakenBack(Marker change, Marker back, double factor) {
        pipeline.take(change);
        server.run(HELD, (int) (factor * USUAL));
        pipeline.take(setting(back.subject(), String.valueOf(back.before()), String.valueOf(back.after())));
        server.run(APART - HELD, USUAL);
    }

    private Marker setting(String name, String before, String after) {
        return new Marker(SOURCE, at(server.now() + 1), "setting", "setting", name, before, after, null, null);
    }

    private static List<Effect> ofWal(List<Effect> effects) {
        return effects.stream().filter(effect -> effect.metric().equals(WAL)).toList();
    }
}
