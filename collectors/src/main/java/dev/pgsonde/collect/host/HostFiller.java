package dev.pgsonde.collect.host;

import dev.pgsonde.catalog.View;
import dev.pgsonde.collect.look.Answer;
import dev.pgsonde.collect.look.Filler;
import dev.pgsonde.collect.look.Moment;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Fills the views of the host while the server's processes are seen on this machine; of a server elsewhere it says
 * nothing but why. For one thread.
 */
public final class HostFiller implements Filler {
    private final HostFiles files;
    private final Supplier<Map<Integer, String>> backendTypes;
    private final LongSupplier nanos;

    private @Nullable HostReader reader;
    private String absence = "no session has told yet where the server is";
    /** The round in which the views are told to be gone; none before any was there. */
    private @Nullable Moment farewell;

    private @Nullable Moment round;
    private boolean wasHere;

    /** {@code backendTypes}: by pid, as far as the server has told them lately. */
    public HostFiller(Path root, Supplier<Map<Integer, String>> backendTypes, LongSupplier nanos) {
        this.backendTypes = backendTypes;
        this.nanos = nanos;
        files = new HostFiles(root);
    }

    /** To be told after every connect: the same address may lead to another machine. */
    public void meet(ServerFacts facts) {
        HostProbe.Place place = HostProbe.probe(files, facts);
        if (place instanceof HostProbe.Place.Elsewhere elsewhere) {
            leave(elsewhere.reason());
        } else if (place instanceof HostProbe.Place.Here here && (reader == null || !reader.isOf(here.first()))) {
            reader = new HostReader(files, here.first(), facts.dataDirectory(), backendTypes);
        }
    }

    /** Why the views are not there, if they are not. */
    public Optional<String> absence() {
        return reader == null ? Optional.of(absence) : Optional.empty();
    }

    @Override
    public Set<String> views() {
        return HostReader.VIEWS;
    }

    /** In the first round after the server went elsewhere each view says so; then none is there. */
    @Override
    public Optional<Answer> answer(View view, Moment moment) {
        if (!moment.equals(round)) {
            round = moment;
            begin(moment);
        }
        HostReader present = reader;
        if (present != null) {
            return Optional.of(read(present, view, moment));
        }
        return moment.equals(farewell) ? Optional.of(Answer.unknown(view, absence, 0)) : Optional.empty();
    }

    private void begin(Moment moment) {
        if (reader != null && !reader.isAlive()) {
            leave("the server's first process is not on this machine any more");
        }
        farewell = reader == null && wasHere ? moment : null;
        wasHere = reader != null;
    }

    private void leave(String why) {
        reader = null;
        absence = why;
    }

    private Answer read(HostReader present, View view, Moment moment) {
        long asked = nanos.getAsLong();
        try {
            return present.read(view, moment).answer(tookMicros(asked));
        } catch (HostReader.Absent e) {
            return Answer.unknown(view, e.reason(), tookMicros(asked));
        }
    }

    private long tookMicros(long asked) {
        return TimeUnit.NANOSECONDS.toMicros(nanos.getAsLong() - asked);
    }
}
