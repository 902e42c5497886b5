package dev.pgsonde.collect;

import dev.pgsonde.catalog.View;
import dev.pgsonde.collect.look.Answer;
import dev.pgsonde.collect.look.AnswerRows;
import dev.pgsonde.collect.look.Filler;
import dev.pgsonde.collect.look.Happening;
import dev.pgsonde.collect.look.Moment;
import dev.pgsonde.collect.server.LockHolder;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Fills the view {@code agent}: what of the agent itself somebody should look at, on the server or in its configuration. */
final class AgentView implements Filler {
    private static final String VIEW = "agent";

    private final String source;
    private final BooleanSupplier unboundedCapture;
    private @Nullable LockHolder stranger;

    AgentView(String source, BooleanSupplier unboundedCapture) {
        this.source = source;
        this.unboundedCapture = unboundedCapture;
    }

    /** Who holds the agents' lock and is no agent; a marker when that has changed. */
    Optional<Happening> hear(@Nullable LockHolder holder) {
        LockHolder before = stranger;
        if (Objects.equals(before, holder)) {
            return Optional.empty();
        }
        stranger = holder;
        String detail = holder == null
                ? "the lock of this source's agents is free again, or an agent's"
                : "it holds the lock of this source's agents and is none of them; sampling goes on; to end it, "
                        + holder.remedy();
        return Optional.of(new Happening("lock_held", "server", source, text(before), text(holder), detail));
    }

    private static @Nullable String text(@Nullable LockHolder holder) {
        return holder == null ? null : holder.text();
    }

    @Override
    public Set<String> views() {
        return Set.of(VIEW);
    }

    @Override
    public Optional<Answer> answer(View view, Moment moment) {
        return Optional.of(new AnswerRows(view, Set.of("lock_holder"))
                .row()
                .number("lock_strangers", stranger == null ? 0L : 1L)
                .text("lock_holder", text(stranger))
                .number("unbounded_captures", unboundedCapture.getAsBoolean() ? 1L : 0L)
                .answer(0));
    }
}
