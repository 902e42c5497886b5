package dev.pgsonde.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pgsonde.local.bench.Goal.Bound;
import dev.pgsonde.local.record.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    private static final Goal CHEAP = goal("P1", Bound.atMost(25), Figure.of(25));
    private static final Goal DEAR = goal("P1.small", Bound.atMost(25), Figure.of(25.1));
    private static final Goal MORE = goal("P1.columns", Bound.atLeast(1), Figure.of(40));
    private static final Goal UNKNOWN = goal("P5", Bound.atMost(25), Figure.missing("no exporter"));

    @Test
    void theTargetItselfIsGood() {
        assertThat(outcome(CHEAP, MORE).exitCode()).isZero();
    }

    @Test
    void aMissedGoalFails() {
        assertThat(outcome(CHEAP, DEAR).exitCode()).isEqualTo(1);
    }

    @Test
    void whatWasNotMeasuredIsNotGood() {
        assertThat(outcome(CHEAP, UNKNOWN).exitCode()).isEqualTo(1);
    }

    @Test
    void noNumberOfTwoIsMadeWhereOneIsNone() {
        assertThat(Figure.ratio(3, 0)).isInstanceOf(Figure.Missing.class);
        assertThat(Figure.ratio(Double.NaN, 3)).isInstanceOf(Figure.Missing.class);
    }

    @Test
    void goalsAreFoundByTheirNames() {
        JsonNode tree = outcome(CHEAP, DEAR, UNKNOWN).json();
        assertThat(tree.at("/goals/P1/value").asDouble()).isEqualTo(25);
        assertThat(tree.at("/goals/P1/target").asDouble()).isEqualTo(25);
        assertThat(tree.at("/goals/P1/unit").asText()).isEqualTo("%");
        assertThat(tree.at("/goals/P1/holds").asBoolean()).isTrue();
        assertThat(tree.path("goals").path("P1.small").path("holds").asBoolean(true))
                .isFalse();
        assertThat(tree.at("/goals/P5/value").isNull()).isTrue();
        assertThat(tree.at("/goals/P5/holds").asBoolean(true)).isFalse();
        assertThat(tree.at("/goals/P5/why").asText()).isEqualTo("not measured: no exporter");
        assertThat(tree.at("/raw/rounds").asInt()).isEqualTo(20);
    }

    @Test
    void peopleReadTheSame() {
        assertThat(GoalTable.lines(List.of(CHEAP, DEAR, UNKNOWN)))
                .containsExactly(
                        "goal       value  target            what",
                        "P1        25.0 %  <= 25.0  holds    a figure",
                        "P1.small  25.1 %  <= 25.0  MISSED   a figure",
                        "P5             -  <= 25.0  unknown  a figure (not measured: no exporter)");
    }

    private static Outcome outcome(Goal... goals) {
        return new Outcome(List.of(goals), Json.object().put("rounds", 20), List.of());
    }

    private static Goal goal(String name, Bound bound, Figure figure) {
        return new Goal(name, "a figure", bound, "%", figure);
    }
}
