package dev.pgsonde.local.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsonde.process.UserError;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.AlertStage;
import dev.pgsonde.schema.Alert.Severity;
import dev.pgsonde.schema.Guard;
import dev.pgsonde.schema.Judged;
import dev.pgsonde.schema.Saying;
import dev.pgsonde.schema.Silence;
import dev.pgsonde.schema.SilenceEnded;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoardTest {
    @Test
    void anAlertStandsThereOnceInItsNewestTransitionGravestFirst() {
        Board board = Board.of(List.of(
                Known.alert("aa", 1, Severity.WARN, AlertStage.FIRING),
                Known.alert("bb", 1, Severity.PAGE, AlertStage.FIRING),
                Known.alert("cc", 1, Severity.PAGE, AlertStage.FIRING),
                Known.alert("aa", 2, Severity.WARN, AlertStage.ACKNOWLEDGED),
                Known.alert("cc", 2, Severity.PAGE, AlertStage.RESOLVED)));

        assertThat(board.alerts()).extracting(Alert::key).containsExactly("bb-1", "aa-2", "cc-2");
    }

    @Test
    void theBeginningOfAnIdIsEnoughWhenNoOtherBeginsSo() {
        Board board = Board.of(List.of(
                Known.alert("aab", 1, Severity.WARN, AlertStage.FIRING),
                Known.alert("aac", 1, Severity.WARN, AlertStage.FIRING)));

        assertThat(board.named("aab").id()).isEqualTo("aab");
        assertThatThrownBy(() -> board.named("aa"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("aab, aac");
        assertThatThrownBy(() -> board.named("x")).isInstanceOf(UserError.class).hasMessageContaining("no alert x");
    }

    @Test
    void aLineSaysWhatIsWrongSinceWhenAndWhy() {
        Alert alert = Known.alert("0011223344556677", 1, Severity.PAGE, AlertStage.FIRING);
        Listing plain = new Listing(ZoneOffset.UTC, false, List.of(alert));

        assertThat(plain.head())
                .isEqualTo("severity  state   since           source  subject  metric                ratio  "
                        + "id                cause");
        assertThat(plain.line(alert))
                .isEqualTo("page      firing  11-21 12:00:00  orders  orders   wal_bytes_per_commit  x2.00  "
                        + "0011223344556677  unknown");
        assertThat(new Listing(ZoneOffset.UTC, true, List.of()).line(alert))
                .startsWith("\u001b[1;31m")
                .endsWith("\u001b[0m");
    }

    @Test
    void anExplanationTellsAllOfIt() {
        Explanation explanation = new Explanation(ZoneOffset.UTC, 100, new Sparkline(true));

        assertThat(explanation.of(Known.alert("aa", 2, Severity.WARN, AlertStage.ACKNOWLEDGED), Map.of()))
                .contains(
                        "  state    acknowledged, transition 2, 2026-11-21T12:02, by ann: looking",
                        "  score    9.0 against a threshold of 4.5; the baseline varies by 2.0 %",
                        "  guard    ok   floor              1.000, needed 0.05000",
                        "  series   ▅▅▅▅████",
                        "               ^ onset",
                        "  Druid    SELECT 1");
    }

    @Test
    void whatWasNotToldSaysWhatHeldItBack() {
        Judged judged = new Judged(
                "orders",
                "hit_ratio",
                "server",
                "orders",
                Known.NOON,
                List.of(new Guard("floor", 0.2, 0.05, true), new Guard("score", 3, 6, false)));

        assertThat(new Explanation(ZoneOffset.UTC, 100, new Sparkline(false)).of(judged))
                .containsExactly(
                        "hit_ratio of orders, server orders, judged at 2026-11-21T12:00",
                        "  not told because of score",
                        "  guard    ok   floor              0.2000, needed 0.05000",
                        "  guard    no   score              3.000, needed 6.000");
    }

    @Test
    void aSilenceIsInForceUntilItIsOverOrEnded() {
        List<Saying> said = List.of(
                silence("s1", 60),
                silence("s2", 600),
                silence("s3", 600),
                new SilenceEnded("orders", Known.NOON, "s3", "ann"));

        assertThat(Silences.inForce(said, Known.NOON.plusSeconds(120)))
                .extracting(Silence::id)
                .containsExactly("s2");
    }

    private static Silence silence(String id, long seconds) {
        Instant until = Known.NOON.plusSeconds(seconds);
        return new Silence("orders", Known.NOON, id, "*", "*", "*", until, null, "ann");
    }
}
