package dev.pgsonde.collect.server;

import dev.pgsonde.collect.change.Ground;
import dev.pgsonde.collect.look.Answer;
import dev.pgsonde.collect.look.Moment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that one round read in its transaction. */
public record Look(
        Moment moment, List<Answer> answers, @Nullable Ground ground) {
    public Look {
        answers = List.copyOf(answers);
    }
}
