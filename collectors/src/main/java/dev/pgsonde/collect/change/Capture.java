package dev.pgsonde.collect.change;

import dev.pgsonde.catalog.View;
import dev.pgsonde.collect.config.Address;
import dev.pgsonde.collect.config.CaptureConfig;
import dev.pgsonde.collect.look.Answer;
import dev.pgsonde.collect.look.Filler;
import dev.pgsonde.collect.look.Happening;
import dev.pgsonde.collect.look.Moment;
import dev.pgsonde.collect.text.ServerWords;
import dev.pgsonde.schema.Change;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of the change capture, decided once a round: started when the server is ready for it, stopped and its slot
 * dropped when that holds back too much WAL, started anew when it failed.
 */
public final class Capture implements Filler {
    private static final Logger log = LoggerFactory.getLogger(Capture.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final String OFF = "off";
    private static final String RUNNING = "running";

    private final CaptureConfig config;
    private final Engines engines;

    private @Nullable Running running;
    private String reason = "it has not started yet";
    private Instant notBefore = Instant.MIN;
    private Duration pause = FIRST_PAUSE;
    private boolean stateTold;
    private boolean unbounded;

    private record Running(Engine engine, TableCounts counts, Instant since) {}

    Capture(CaptureConfig config, Engines engines) {
        this.config = config;
        this.engines = engines;
    }

    /** A capture by Debezium from the server at {@code address}; every change goes to {@code publish} too. */
    public static Capture of(CaptureConfig config, String source, Address address, Consumer<Change> publish) {
        return new Capture(config, new DebeziumEngines(source, address, publish));
    }

    @Override
    public Set<String> views() {
        return Set.of("change_capture");
    }

    /** Does what the round's look at the server asks for, and tells what came of it. */
    public List<Happening> step(Ground ground, Instant at, Slots slots) {
        unbounded = ground.isUnbounded() && config.unboundedWal();
        Running current = running;
        if (current == null) {
            return at.isBefore(notBefore) ? List.of() : start(ground, at, slots);
        }
        Optional<String> failure = current.engine().failure();
        Optional<String> trouble = failure.isPresent() ? failure : Readiness.danger(ground, config);
        if (trouble.isPresent()) {
            return List.of(stop(current, trouble.get(), at, slots));
        }
        if (ground.slot() != null && ground.slot().activePid() != null) {
            pause = FIRST_PAUSE;
        }
        if (Readiness.isIdle(ground, config)) {
            moveOn(slots);
        }
        return List.of();
    }

    /** Without any published change there is nothing to confirm; the next round sees whether it helped. */
    private void moveOn(Slots slots) {
        try {
            slots.emitMessage();
        } catch (SQLException e) {
            log.debug("the slot {} cannot be moved on: {}", config.slot(), ServerWords.of(e));
        }
    }

    /** Whether the server does not bound what the slot may hold back, and the configuration accepts that. */
    public boolean isUnbounded() {
        return unbounded;
    }

    private List<Happening> start(Ground ground, Instant at, Slots slots) {
        Optional<String> obstacle = engines.obstacle().or(() -> Readiness.obstacle(ground, config));
        if (obstacle.isPresent()) {
            return refuse(obstacle.get());
        }
        Optional<String> leftover = ground.slot() == null ? Optional.empty() : drop(slots);
        if (leftover.isPresent()) {
            return refuse("its slot of an earlier run cannot be dropped: " + leftover.get());
        }
        TableCounts counts = new TableCounts();
        running = new Running(engines.start(config, counts::add), counts, at);
        stateTold = false;
        log.info("change capture starts on publication {} with slot {}", config.publication(), config.slot());
        Happening started = happening(OFF, RUNNING, "publication " + config.publication());
        Ground.Slot old = ground.slot();
        return old == null ? List.of(started) : List.of(gap(old, at), started);
    }

    /** An agent that was killed has left its slot: nobody knows when it last read from it. */
    private Happening gap(Ground.Slot old, Instant at) {
        String status = old.walStatus() == null ? "" : ", whose WAL is " + old.walStatus();
        String since = old.confirmed() == null ? "" : " since position " + old.confirmed();
        String detail = "an unknown number of records were lost: an earlier agent left its slot " + config.slot()
                + status + "; changes" + since + " were not captured";
        log.warn("{}", detail);
        return new Happening("gap", "topic", "pgsonde.changes", null, at.toString(), detail);
    }

    private List<Happening> refuse(String obstacle) {
        if (obstacle.equals(reason)) {
            return List.of();
        }
        reason = obstacle;
        stateTold = false;
        log.warn("no change capture: {}", obstacle);
        return List.of(happening(OFF, OFF, obstacle));
    }

    private Happening stop(Running current, String trouble, Instant at, Slots slots) {
        current.engine().close();
        running = null;
        reason = trouble;
        stateTold = false;
        notBefore = at.plus(pause);
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        String left =
                drop(slots).map(why -> "; its slot is still there: " + why).orElse("");
        log.warn("change capture stopped: {}{}", trouble, left);
        return happening(
                RUNNING,
                OFF,
                trouble + "; changes after that are not captured until it starts again with a new slot" + left);
    }

    private Optional<String> drop(Slots slots) {
        try {
            slots.drop(config.slot());
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(ServerWords.of(e));
        }
    }

    private Happening happening(String before, String after, String detail) {
        return new Happening("capture", "slot", config.slot(), before, after, detail);
    }

    /** The counts so far; while capture is off, the reason, once. */
    @Override
    public Optional<Answer> answer(View view, Moment moment) {
        Running current = running;
        if (current != null) {
            return Optional.of(Answer.of(view, current.counts().columns(current.since()), 0));
        }
        if (stateTold) {
            return Optional.empty();
        }
        stateTold = true;
        return Optional.of(Answer.unknown(view, "no change capture: " + reason, 0));
    }

    /** Ends the capture and leaves no slot behind, as far as the server still answers. */
    public void end(@Nullable Slots slots) {
        Running current = running;
        running = null;
        if (current != null) {
            current.engine().close();
            Optional<String> left = slots == null ? Optional.empty() : drop(slots);
            left.ifPresent(why -> log.warn("the slot {} is still there: {}", config.slot(), why));
        }
    }
}
