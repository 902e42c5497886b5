package dev.pgsonde.local.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgsonde.local.record.Json;
import java.util.List;

/** What a benchmark found: the goals, everything that was measured, and lines for people to read. */
public record Outcome(List<Goal> goals, ObjectNode raw, List<String> table) {
    public Outcome {
        goals = List.copyOf(goals);
        table = List.copyOf(table);
    }

    /** A goal that was missed, or could not be measured, makes the command fail; one that was left out does not. */
    int exitCode() {
        return goals.stream().allMatch(goal -> goal.holds() || goal.isLeftOut()) ? 0 : 1;
    }

    ObjectNode json() {
        ObjectNode tree = Json.object();
        ObjectNode byName = tree.putObject("goals");
        goals.forEach(goal -> byName.set(goal.name(), json(goal)));
        tree.set("raw", raw);
        return tree;
    }

    private static ObjectNode json(Goal goal) {
        ObjectNode node = Json.object();
        if (goal.figure() instanceof Figure.Measured measured) {
            node.put("value", measured.value());
        } else if (goal.figure() instanceof Figure.Missing missing) {
            node.putNull("value").put("why", missing.why());
        } else if (goal.figure() instanceof Figure.LeftOut leftOut) {
            node.putNull("value").put("why", leftOut.why());
        }
        return node.put("target", goal.bound().target())
                .put("unit", goal.unit())
                .put("holds", goal.isLeftOut() ? null : Boolean.valueOf(goal.holds()))
                .put("direction", goal.bound().direction() == Goal.Direction.AT_MOST ? "at most" : "at least")
                .put("about", goal.about());
    }
}
