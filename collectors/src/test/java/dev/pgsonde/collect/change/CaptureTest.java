package dev.pgsonde.collect.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.collect.config.CaptureConfig;
import dev.pgsonde.collect.config.Size;
import dev.pgsonde.collect.look.Happening;
import dev.pgsonde.collect.look.Moment;
import dev.pgsonde.schema.Change;
import dev.pgsonde.schema.Incarnation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CaptureTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final CaptureConfig CONFIG = new CaptureConfig("pub", "pgsonde", Size.parse("1MB"), false);
    private static final Ground READY = new Ground("logical", false, "sonde", true, true, 1 << 30, null);

    private final FakeEngines engines = new FakeEngines();
    private final List<String> dropped = new ArrayList<>();
    private int messages;
    private final Slots slots = new Slots() {
        @Override
        public void drop(String slot) {
            dropped.add(slot);
        }

        @Override
        public void emitMessage() {
            messages++;
        }
    };
    private final Capture capture = new Capture(CONFIG, engines);

    @Test
    void itStartsWhereTheServerIsReady() {
        assertThat(step(READY, 0))
                .containsExactly(new Happening("capture", "slot", "pgsonde", "off", "running", "publication pub"));
        assertThat(step(withSlot(7, "reserved", 100), 10)).isEmpty();
        assertThat(engines.started).isEqualTo(1);
    }

    @Test
    void whatIsMissingIsToldOnceWithTheSqlThatMendsIt() {
        assertThat(step(new Ground("replica", false, "sonde", true, true, 1 << 30, null), 0))
                .singleElement()
                .extracting(Happening::detail)
                .isEqualTo("wal_level is replica; run: ALTER SYSTEM SET wal_level = logical; and restart the server");
        assertThat(step(new Ground("replica", false, "sonde", true, true, 1 << 30, null), 10))
                .isEmpty();
        assertThat(step(new Ground("logical", false, "so\"nde", false, true, 1 << 30, null), 20))
                .singleElement()
                .extracting(Happening::detail)
                .isEqualTo("the role may not replicate; run: ALTER ROLE \"so\"\"nde\" REPLICATION;");
        assertThat(step(READY, 30)).hasSize(1);
        assertThat(engines.started).isEqualTo(1);
    }

    @Test
    void aLeftoverSlotOfOursIsDroppedAndOneInUseIsLeftAlone() {
        step(withSlot(7, "reserved", 0), 0);
        assertThat(dropped).isEmpty();
        step(withSlot(null, "reserved", 0), 10);
        assertThat(dropped).containsExactly("pgsonde");
        assertThat(engines.started).isEqualTo(1);
    }

    @Test
    void aSlotThatHoldsBackTooMuchIsDroppedAndTheCaptureStartsAnewLater() {
        step(READY, 0);
        assertThat(step(withSlot(7, "reserved", 2_000_000), 10))
                .extracting(Happening::before, Happening::after)
                .containsExactly(tuple("running", "off"));
        assertThat(dropped).containsExactly("pgsonde");
        assertThat(engines.closed).isEqualTo(1);
        assertThat(step(READY, 12)).isEmpty();
        assertThat(step(READY, 20)).hasSize(1);
    }

    @Test
    void whereTheServerDoesNotBoundASlotItStartsOnlyWhenThatIsAcceptedByName() {
        assertThat(step(unbounded(), 0))
                .singleElement()
                .extracting(Happening::detail)
                .asString()
                .contains("max_slot_wal_keep_size", "capture.unbounded_wal: true");
        assertThat(engines.started).isZero();
        Capture accepting = new Capture(new CaptureConfig("pub", "pgsonde", Size.parse("1MB"), true), engines);
        accepting.step(unbounded(), NOON, slots);
        assertThat(engines.started).isEqualTo(1);
        assertThat(accepting.isUnbounded()).isTrue();
    }

    @Test
    void itStopsWhenTheServersBoundIsTakenAway() {
        step(READY, 0);
        assertThat(step(unbounded(), 10)).extracting(Happening::after).containsExactly("off");
        assertThat(capture.isUnbounded()).isFalse();
        assertThat(dropped).containsExactly("pgsonde");
    }

    @Test
    void aSlotOfAKilledAgentIsDroppedAndWhatItMissedIsAGap() {
        assertThat(step(withSlot(null, "lost", 0), 0))
                .extracting(Happening::kind, Happening::after)
                .containsExactly(tuple("gap", NOON.toString()), tuple("capture", "running"));
        assertThat(dropped).containsExactly("pgsonde");
        assertThat(engines.started).isEqualTo(1);
    }

    @Test
    void aSlotThatIsReadAndDoesNotMoveIsSentSomethingToRead() {
        step(READY, 0);
        step(withSlot(7, "reserved", 200_000), 10);
        assertThat(messages).isZero();
        step(withSlot(7, "reserved", 300_000), 20);
        assertThat(messages).isEqualTo(1);
    }

    @Test
    void anEngineThatFailsIsStartedAgainAfterLongerAndLongerPauses() {
        step(READY, 0);
        engines.failure = "it failed: connection reset";
        assertThat(step(READY, 10)).extracting(Happening::after).containsExactly("off");
        step(READY, 15);
        step(READY, 16);
        assertThat(step(READY, 25)).isEmpty();
        assertThat(step(READY, 26)).extracting(Happening::after).containsExactly("running");
    }

    private static final Moment MOMENT =
            new Moment(NOON, new Incarnation("7", 1, NOON, Incarnation.Role.PRIMARY), "app", 180006, 0, 0);

    @Test
    void theReasonWhyItIsOffIsAnsweredOncePerReason() {
        var view = Catalog.standard().view("change_capture");
        step(new Ground("replica", false, "sonde", true, true, 1 << 30, null), 0);
        assertThat(capture.answer(view, MOMENT))
                .hasValueSatisfying(answer -> assertThat(answer.unknown()).contains("wal_level"));
        assertThat(capture.answer(view, MOMENT)).isEmpty();
        step(READY, 10);
        assertThat(capture.answer(view, MOMENT))
                .hasValueSatisfying(answer -> assertThat(answer.unknown()).isNull());
    }

    @Test
    void itsColumnsAreThoseOfTheCatalogue() {
        var view = Catalog.standard().view("change_capture");
        assertThat(new TableCounts().columns(NOON))
                .extracting(column -> column.name(), column -> column.kind())
                .containsExactlyElementsOf(view.columns().entrySet().stream()
                        .map(column -> tuple(column.getKey(), column.getValue().kind()))
                        .toList());
    }

    private List<Happening> step(Ground ground, int second) {
        return capture.step(ground, NOON.plusSeconds(second), slots);
    }

    private static Ground unbounded() {
        return new Ground("logical", false, "sonde", true, true, -1, null);
    }

    private static Ground withSlot(@Nullable Integer pid, String walStatus, long retained) {
        return new Ground(
                "logical",
                false,
                "sonde",
                true,
                true,
                1 << 30,
                new Ground.Slot(pid, true, walStatus, "0/15A8", retained));
    }

    private static final class FakeEngines implements Engines {
        private int started;
        private int closed;
        private @Nullable String failure;

        @Override
        public Engine start(CaptureConfig config, Consumer<Change> changes) {
            started++;
            return new Engine() {
                @Override
                public Optional<String> failure() {
                    return Optional.ofNullable(failure);
                }

                @Override
                public void close() {
                    closed++;
                }
            };
        }
    }
}
