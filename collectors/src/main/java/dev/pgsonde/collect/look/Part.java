package dev.pgsonde.collect.look;

import dev.pgsonde.catalog.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one database answered in a round, from one snapshot; or why nobody could ask it, which is then told once and not
 * of each view.
 */
public record Part(
        Moment moment,
        List<Answer> answers,
        @Nullable String closed,
        @Nullable String remedy) {
    public Part {
        answers = List.copyOf(answers);
    }

    public static Part of(Moment moment, List<Answer> answers) {
        return new Part(moment, answers, null, null);
    }

    public static Part closed(Moment moment, List<View> views, String reason, @Nullable String remedy) {
        List<Answer> answers =
                views.stream().map(view -> Answer.unknown(view, reason, 0)).toList();
        return new Part(moment, answers, reason, remedy);
    }
}
