package dev.pgsonde.deliver.watch;

import static dev.pgsonde.schema.Report.AgentCondition.FAILING;
import static dev.pgsonde.schema.Report.AgentCondition.SAMPLING;
import static dev.pgsonde.schema.Report.AgentCondition.STANDBY;
import static dev.pgsonde.schema.Report.AgentCondition.UNREACHABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.schema.Acknowledgement;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.AlertStage;
import dev.pgsonde.schema.Alert.Severity;
import dev.pgsonde.schema.Silence;
import dev.pgsonde.schema.SilenceEnded;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PipelineWatchTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Scene scene = new Scene().agent("a", "orders", SAMPLING).pass(LIMIT);

    @Test
    void nothingIsSaidWhileAllIsWell() {
        assertThat(scene.pass(Duration.ofHours(1)).told()).isEmpty();
    }

    @Test
    void aDeadAgentIsOneAlertWithinThreeMinutesAndResolvesWhenAnotherSamples() {
        assertThat(scene.kill("a").pass(LIMIT).told()).containsExactly("agent_silent of orders FIRING");
        assertThat(scene.alert("agent_silent").severity()).isEqualTo(Severity.PAGE);
        assertThat(scene.alert("agent_silent").isOfDelivery()).isTrue();

        assertThat(scene.agent("a2", "orders", SAMPLING).pass(SOON).told())
                .containsExactly("agent_silent of orders RESOLVED");
        assertThat(scene.pass(Duration.ofHours(1)).told()).isEmpty();
    }

    @Test
    void aStoppedServerIsNamedWithTheReason() {
        assertThat(scene.agent("a", "orders", UNREACHABLE).pass(LIMIT).told())
                .containsExactly("server_unreachable of orders FIRING");
        assertThat(scene.alert("server_unreachable").summary())
                .startsWith("orders cannot be reached: connection refused");
        assertThat(scene.agent("a", "orders", SAMPLING).pass(SOON).told())
                .containsExactly("server_unreachable of orders RESOLVED");
    }

    /** The agent's report comes before the first sample. */
    @Test
    void anOutageGoesOnUntilSamplesArriveAgain() {
        scene.agent("a", "orders", UNREACHABLE).pass(LIMIT).told();

        scene.agent("a", "orders", SAMPLING).samples(false);
        assertThat(scene.pass(SOON).told()).isEmpty();
        assertThat(scene.samples(true).pass(SOON).told()).containsExactly("server_unreachable of orders RESOLVED");
    }

    @Test
    void samplesThatDoNotArriveAfterAnOutageAreAnotherOne() {
        scene.agent("a", "orders", UNREACHABLE).pass(LIMIT).told();

        assertThat(scene.agent("a", "orders", SAMPLING)
                        .samples(false)
                        .pass(LIMIT)
                        .told())
                .containsExactlyInAnyOrder("server_unreachable of orders RESOLVED", "source_silent of orders FIRING");
    }

    @Test
    void aServerThatComesAndGoesWithoutASampleIsOneOutage() {
        scene.agent("a", "orders", UNREACHABLE).pass(LIMIT).told();
        scene.samples(false);
        for (int times = 0; times < 10; times++) {
            scene.agent("a", "orders", SAMPLING).pass(SOON);
            scene.agent("a", "orders", UNREACHABLE).pass(SOON);
        }
        assertThat(scene.told()).isEmpty();
    }

    @Test
    void aRestartOfAMinuteIsNoOutage() {
        scene.kill("a").pass(SOON).agent("a2", "orders", SAMPLING).pass(SOON);
        scene.agent("a2", "orders", UNREACHABLE).pass(SOON).agent("a2", "orders", SAMPLING);

        assertThat(scene.pass(LIMIT).told()).isEmpty();
    }

    @Test
    void aStopOnPurposeIsAWarning() {
        assertThat(scene.stop("a").pass(LIMIT).told()).containsExactly("agent_stopped of orders FIRING");
        assertThat(scene.alert("agent_stopped").severity()).isEqualTo(Severity.WARN);
        assertThat(scene.agent("b", "orders", SAMPLING).pass(SOON).told())
                .containsExactly("agent_stopped of orders RESOLVED");
    }

    @Test
    void whatChangesItsReasonIsAnotherAlertAndTheFirstEnds() {
        scene.kill("a").pass(LIMIT).told();

        assertThat(scene.agent("a2", "orders", UNREACHABLE).pass(SOON).told())
                .containsExactlyInAnyOrder("agent_silent of orders RESOLVED", "server_unreachable of orders FIRING");
        assertThat(scene.kill("a2").pass(LIMIT).told())
                .containsExactlyInAnyOrder("server_unreachable of orders RESOLVED", "agent_silent of orders FIRING");
        assertThat(scene.alert("agent_silent").sequence()).as("numbers go on").isEqualTo(3);
    }

    @Test
    void whatFailsOrStandsByForNobodyIsNamed() {
        assertThat(scene.agent("a", "orders", FAILING).pass(LIMIT).told())
                .containsExactly("agent_failing of orders FIRING");
        assertThat(scene.agent("a", "orders", STANDBY).pass(SOON).told())
                .containsExactlyInAnyOrder("agent_failing of orders RESOLVED", "source_not_sampled of orders FIRING");
    }

    @Test
    void ofTwoAgentsTheOneThatDiesIsAWarningUntilItIsReplaced() {
        scene.agent("b", "orders", STANDBY).pass(LIMIT);
        scene.kill("a").agent("b", "orders", SAMPLING);

        assertThat(scene.pass(LIMIT).told()).containsExactly("agent_lost of a FIRING");
        assertThat(scene.alert("agent_lost").severity()).isEqualTo(Severity.WARN);
        assertThat(scene.agent("a2", "orders", STANDBY).pass(SOON).told()).containsExactly("agent_lost of a RESOLVED");
    }

    @Test
    void ofTwoAgentsTheOneThatIsStoppedIsNoNews() {
        scene.agent("b", "orders", STANDBY).pass(LIMIT);
        scene.stop("a").agent("b", "orders", SAMPLING);

        assertThat(scene.pass(Duration.ofHours(1)).told()).isEmpty();
    }

    @Test
    void stoppedStreamsAreOneAlertAndOnlyWhileSamplesArrive() {
        assertThat(scene.streams(false).pass(LIMIT).told())
                .containsExactly("streams_stopped of pgsonde-streams FIRING");
        assertThat(scene.alert("streams_stopped").source()).isEqualTo("pgsonde");
        assertThat(scene.streams(true).pass(LIMIT).told())
                .containsExactly("streams_stopped of pgsonde-streams RESOLVED");

        scene.kill("a").pass(LIMIT).told();
        assertThat(scene.streams(false).pass(Duration.ofHours(1)).told()).isEmpty();
    }

    @Test
    void anOutageOfKafkaIsNobodysSilence() {
        scene.kafkaAway(Duration.ofHours(2)).kill("a").pass(SOON);
        scene.agent("a", "orders", SAMPLING);

        assertThat(scene.pass(Duration.ofHours(1)).told()).isEmpty();
    }

    @Test
    void whatIsOpenStaysSoOverAnOutageOfKafka() {
        scene.kill("a").pass(LIMIT).told();

        assertThat(scene.kafkaAway(Duration.ofMinutes(5))
                        .pass(Duration.ofHours(1))
                        .told())
                .isEmpty();
        assertThat(scene.agent("a2", "orders", SAMPLING).pass(SOON).told())
                .containsExactly("agent_silent of orders RESOLVED");
    }

    @Test
    void anotherInstanceGoesOnWithTheSameAlerts() {
        scene.kill("a").streams(true).pass(LIMIT).told();
        Alert open = scene.alert("agent_silent");

        assertThat(scene.takenOver().pass(Duration.ofHours(1)).told()).isEmpty();
        assertThat(scene.agent("a2", "orders", SAMPLING).pass(SOON).told())
                .containsExactly("agent_silent of orders RESOLVED");
        assertThat(scene.alert("agent_silent").key()).isEqualTo(open.id() + "-2");
    }

    @Test
    void whatDiesWhileNobodyWatchesIsNoticedAfterwards() {
        scene.kill("a").kafkaAway(Duration.ofHours(9)).takenOver();

        assertThat(scene.pass(LIMIT).told()).containsExactly("agent_silent of orders FIRING");
    }

    @Test
    void aForgottenSourceIsNotWatched() {
        scene.kill("a").pass(LIMIT).told();

        assertThat(scene.forget("orders").pass(SOON).told()).containsExactly("agent_silent of orders RESOLVED");
        assertThat(scene.takenOver().pass(Duration.ofHours(1)).told()).isEmpty();
    }

    @Test
    void nobodyIsExpectedForEver() {
        scene.kill("a").pass(LIMIT).told();

        assertThat(scene.pass(Duration.ofDays(7)).told()).containsExactly("agent_silent of orders RESOLVED");
    }

    @Test
    void growingRejectsAreAnAlertUntilTheyEnd() {
        assertThat(scene.reject(9, "crm", "no").pass(SOON).told()).isEmpty();
        scene.reject(1, "crm", "the record is\u001b[31m empty");
        assertThat(scene.pass(SOON).told()).containsExactly("rejects_grow of pgsonde.rejects FIRING");
        Alert alert = scene.alert("rejects_grow");
        assertThat(alert.source()).isEqualTo("crm");
        assertThat(alert.severity()).isEqualTo(Severity.WARN);
        assertThat(alert.summary()).contains("10 records", "crm: no", "crm: the record is [31m empty");
        assertThat(scene.reject(20, "other", "no").pass(SOON).told())
                .as("one alert")
                .isEmpty();
        assertThat(scene.pass(LIMIT).told()).containsExactly("rejects_grow of pgsonde.rejects RESOLVED");
    }

    @Test
    void aFewRejectsNowAndThenAreNone() {
        for (int hour = 0; hour < 12; hour++) {
            scene.reject(3, "crm", "no").pass(Duration.ofMinutes(10));
        }
        assertThat(scene.told()).isEmpty();
    }

    @Test
    void peopleAcknowledgeSilenceAndAcceptWhatDeliverySays() {
        scene.kill("a").pass(LIMIT).told();
        String id = scene.alert("agent_silent").id();

        scene.watch().received(new Acknowledgement("orders", scene.now(), id, false, "looking", "ann"));
        assertThat(scene.pass(SOON).told()).containsExactly("agent_silent of orders ACKNOWLEDGED");
        assertThat(scene.alert("agent_silent").author()).isEqualTo("ann");
        scene.watch()
                .received(new Silence(
                        "orders",
                        scene.now(),
                        "s",
                        "agent_*",
                        "*",
                        "*",
                        scene.now().plusSeconds(600),
                        null,
                        "ann"));
        assertThat(scene.pass(SOON).told()).containsExactly("agent_silent of orders SILENCED");
        scene.watch().received(new SilenceEnded("orders", scene.now(), "s", "ann"));
        assertThat(scene.pass(SOON).told()).containsExactly("agent_silent of orders ACKNOWLEDGED");
        scene.watch().received(new Acknowledgement("orders", scene.now(), id, true, "it is gone", "ann"));
        assertThat(scene.pass(Duration.ofHours(1)).told()).containsExactly("agent_silent of orders ACCEPTED");
        assertThat(scene.takenOver().pass(Duration.ofHours(1)).told())
                .as("and stays accepted")
                .isEmpty();
        assertThat(scene.alert("agent_silent").stage()).isEqualTo(AlertStage.ACCEPTED);
    }
}
