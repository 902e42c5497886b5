package dev.pgsonde.streams;

import static dev.pgsonde.streams.Samples.at;
import static dev.pgsonde.streams.Samples.counter;
import static dev.pgsonde.streams.Samples.gauge;
import static dev.pgsonde.streams.Samples.label;
import static dev.pgsonde.streams.Samples.reset;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.schema.Alert.Severity;
import dev.pgsonde.schema.Alert.VerdictClass;
import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.FrameKind;
import dev.pgsonde.schema.Incarnation;
import dev.pgsonde.schema.Incarnation.Role;
import dev.pgsonde.schema.Round;
import dev.pgsonde.schema.Sample;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** F21: what one member of a cluster does beside the others. */
class ClustersTest {
    private static final String CLUSTER = "cluster-7412";
    private static final int WINDOW = 10;
    /** The rule's ten minutes, and a little. */
    private static final int LONG = 66;

    private final Pipeline pipeline;

    ClustersTest(@TempDir Path state) {
        pipeline = Pipeline.ofWindows(Duration.ofSeconds(WINDOW), state);
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void aMemberThatDoesThreeTimesAsMuchAsTheOtherIsTold() {
        for (int n = 0; n < LONG; n++) {
            take(n, "first", Role.PRIMARY, 4_800L * n, 18);
            take(n, "second", Role.STANDBY, 15_100L * n, 81);
        }

        assertThat(pipeline.alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.source()).isEqualTo(CLUSTER);
            assertThat(alert.verdict()).isEqualTo(VerdictClass.FINDING);
            assertThat(alert.metric()).isEqualTo("load_imbalance");
            assertThat(alert.subjectKind()).isEqualTo("member");
            assertThat(alert.subject()).isEqualTo("second");
            assertThat(alert.severity()).isEqualTo(Severity.INFO);
            assertThat(alert.summary())
                    .contains(
                            "second has 3.15 times as many commits as each of the others: 76 % of all, by 81 sessions");
        });
    }

    @Test
    void sumsOfTheClusterAreThoseOfItsMembers() {
        for (int n = 0; n < 4; n++) {
            take(n, "first", Role.PRIMARY, 100L * n, 1);
            take(n, "second", Role.STANDBY, 300L * n, 1);
            take(n, "third", Role.STANDBY, 800L * n, 1);
        }

        List<WindowColumn> told = pipeline.windows();
        assertThat(totals(told, "members.commits", "second")).containsExactly(300L, 300L, 300L);
        assertThat(totals(told, "members.commits_of_others", "second")).containsExactly(450L, 450L, 450L);
        assertThat(totals(told, "members.commits_of_cluster", "third")).containsExactly(1_200L, 1_200L, 1_200L);
    }

    @Test
    void aStandbyThatServesNobodyIsNoImbalance() {
        for (int n = 0; n < LONG; n++) {
            take(n, "first", Role.PRIMARY, 4_800L * n, 18);
            take(n, "second", Role.STANDBY, 4L * n, 1);
        }

        assertThat(pipeline.alerts()).isEmpty();
    }

    @Test
    void aCopyThatIsAPrimaryTooIsNoMember() {
        for (int n = 0; n < LONG; n++) {
            take(n, "first", Role.PRIMARY, 4_800L * n, 18);
            take(n, "copy", Role.PRIMARY, 15_100L * n, 18);
        }

        assertThat(pipeline.alerts()).isEmpty();
        assertThat(totals(pipeline.windows(), "members.commits", "first")).isEmpty();
    }

    /** Its share is not known meanwhile, and the others go on together when it is not heard any more. */
    @Test
    void whileAMemberIsNotHeardNothingIsTold() {
        for (int n = 0; n < 40; n++) {
            take(n, "first", Role.PRIMARY, 100L * n, 1);
            take(n, "second", Role.STANDBY, 300L * n, 1);
            if (n < 5) {
                take(n, "third", Role.STANDBY, 800L * n, 1);
            }
        }

        List<WindowColumn> told = ofCluster(pipeline.windows(), "members.commits_of_cluster", "first");
        assertThat(told.subList(0, 4)).extracting(WindowColumn::total).containsOnly(1_200L);
        assertThat(told.subList(4, told.size())).extracting(WindowColumn::total).containsOnly(400L);
        assertThat(told.get(4).start()).isEqualTo(at(20 * WINDOW));
    }

    private static List<WindowColumn> ofCluster(List<WindowColumn> told, String metric, String member) {
        return told.stream()
                .filter(window -> window.source().equals(CLUSTER)
                        && window.metric().equals(metric)
                        && window.subject().equals(member))
                .toList();
    }

    private static List<@Nullable Long> totals(List<WindowColumn> told, String metric, String member) {
        return ofCluster(told, metric, member).stream().map(WindowColumn::total).toList();
    }

    private void take(int n, String source, Role role, long commits, long sessions) {
        double second = n * WINDOW + 0.01;
        Incarnation incarnation = new Incarnation("7412", 1, at(-3600), role);
        pipeline.take(
                sample(
                        source,
                        incarnation,
                        second,
                        "database",
                        List.of(label("datname", "app"), counter("xact_commit", commits), reset("stats_reset", 1))),
                sample(
                        source,
                        incarnation,
                        second,
                        "sessions",
                        List.of(
                                label("database", "app"),
                                label("user", "u"),
                                label("application", "web"),
                                gauge("open", sessions))),
                new Round(source, "agent", 1, at(second), 10_000, List.of()));
    }

    private static Sample sample(
            String source, Incarnation incarnation, double second, String view, List<Column> columns) {
        return new Sample(
                source,
                "agent",
                1,
                at(second),
                incarnation,
                view,
                "",
                view.equals("sessions") ? "session" : "database",
                FrameKind.FULL,
                columns,
                List.of(),
                null,
                null);
    }
}
