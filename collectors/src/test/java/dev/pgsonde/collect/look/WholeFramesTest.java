package dev.pgsonde.collect.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class WholeFramesTest {
    private static final FrameName TABLES = new FrameName("tables", "app");
    private static final FrameName INDEXES = new FrameName("indexes", "app");

    private final WholeFrames frames = new WholeFrames(30);

    @Test
    void aViewOfWhichSomethingWasLostIsWholeInTheNextRoundAndNoOtherIs() {
        frames.lost(TABLES, 7);
        assertThat(frames.isDue(TABLES, 7)).isTrue();
        assertThat(frames.isDue(INDEXES, 7)).isFalse();
        frames.told(TABLES);
        assertThat(frames.isDue(TABLES, 8)).isFalse();
    }

    @Test
    void oneThatIsNeverTakenIsSentEverMoreRarely() {
        long whole = LongStream.range(0, 300).filter(this::isSentAndLost).count();
        assertThat(whole).isBetween(300L / 30, 300L / 30 + 5);
    }

    private boolean isSentAndLost(long round) {
        frames.lost(TABLES, round);
        boolean due = frames.isDue(TABLES, round);
        if (due) {
            frames.told(TABLES);
        }
        return due;
    }

    @Test
    void aLossLongAfterTheLastIsTheFirstAgain() {
        frames.lost(TABLES, 7);
        frames.told(TABLES);
        frames.lost(TABLES, 8);
        assertThat(frames.isDue(TABLES, 8)).isFalse();
        frames.told(TABLES);
        frames.lost(TABLES, 60);
        assertThat(frames.isDue(TABLES, 60)).isTrue();
    }
}
