package dev.pgsonde.local.bench;

import java.util.List;

/** The goals as people read them. */
final class GoalTable {
    private GoalTable() {}

    static List<String> lines(List<Goal> goals) {
        TextTable table = new TextTable("lrlll").row("goal", "value", "target", "", "what");
        goals.forEach(goal -> table.row(goal.name(), value(goal), target(goal), verdict(goal), about(goal)));
        return table.lines();
    }

    private static String value(Goal goal) {
        return goal.figure() instanceof Figure.Measured measured
                ? Spread.number(measured.value()) + " " + goal.unit()
                : "-";
    }

    private static String target(Goal goal) {
        String side = goal.bound().direction() == Goal.Direction.AT_MOST ? "<= " : ">= ";
        return side + Spread.number(goal.bound().target());
    }

    private static String verdict(Goal goal) {
        if (goal.isLeftOut()) {
            return "left out";
        }
        return goal.holds() ? "holds" : goal.figure() instanceof Figure.Missing ? "unknown" : "MISSED";
    }

    private static String about(Goal goal) {
        if (goal.figure() instanceof Figure.LeftOut leftOut) {
            return goal.about() + " (" + leftOut.why() + ")";
        }
        return goal.figure() instanceof Figure.Missing missing
                ? goal.about() + " (" + missing.why() + ")"
                : goal.about();
    }
}
