package dev.pgsonde.streams.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pgsonde.streams.window.ImageSize.Wal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageSizeTest {
    private static final int CYCLE = 20;

    private final SplittableRandom random = new SplittableRandom(7);
    private ImageSize size = ImageSize.UNKNOWN;

    /** A window of about a thousand records, which hold as much each, and images that hold as much. */
    private Wal window(double share, double record, double image) {
        long records = random.nextLong(800, 1200);
        long images = Math.round(share * records);
        double noise = 0.95 + random.nextDouble() * 0.1;
        return new Wal(records, images, Math.round(records * record * noise + images * image * noise));
    }

    /** After a checkpoint each page is an image once; so there are fewer from window to window. */
    private static double afterCheckpoint(int windows) {
        return 0.3 * Math.exp(-windows / 5.0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {600, 2000, 4800, 7900})
    void isLearnedFromWhatFollowsACheckpoint(double image) {
        for (int n = 0; n < 3 * CYCLE; n++) {
            size = size.after(window(afterCheckpoint(n % CYCLE), 250, image));
        }

        assertThat(size.bytes()).isCloseTo(image, within(0.1 * image + 100));
    }

    @ParameterizedTest
    @ValueSource(doubles = {2000, 4800, 7000})
    void recordsThatGrowJustAfterACheckpointAreNotTakenForLargerImages(double image) {
        for (int n = 0; n < CYCLE; n++) {
            size = size.after(window(0, 250, image));
        }
        for (int n = 0; n < CYCLE; n++) {
            Wal wal = window(afterCheckpoint(n), 500, image);
            size = size.after(wal);
            double record = (double) (wal.bytes() - size.of(wal)) / wal.records();
            if (n >= 8) {
                assertThat(record).as("window %d", n).isBetween(375.0, 625.0);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.002, 0.2})
    void wherePagesAreAlwaysAsFrequentNothingIsLearnedFromNoise(double share) {
        double most = 0;
        double least = Double.MAX_VALUE;
        for (int n = 0; n < 500; n++) {
            size = size.after(window(share + 0.01 * share * random.nextDouble(), 250, 5000));
            most = Math.max(most, size.bytes());
            least = Math.min(least, size.bytes());
        }

        assertThat(most - least).isLessThan(0.01 * ImageSize.UNKNOWN.bytes());
    }

    /** Each window writes other pages; where they are most of the WAL, what is left would wander with them. */
    @Test
    void whatIsBelievedStaysWherePagesDiffer() {
        for (int n = 0; n < 3 * CYCLE; n++) {
            size = size.after(window(afterCheckpoint(n % CYCLE), 250, ofOtherPages()));
        }
        int moved = 0;
        for (int n = 0; n < 20 * CYCLE; n++) {
            double believed = size.bytes();
            size = size.after(window(afterCheckpoint(n % CYCLE), 250, ofOtherPages()));
            moved += size.bytes() == believed ? 0 : 1;
            assertThat(size.bytes()).as("window %d", n).isCloseTo(5000, within(500.0));
        }

        assertThat(moved).isLessThan(CYCLE);
    }

    private double ofOtherPages() {
        return 4000 + 2000 * random.nextDouble();
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 1_000_000})
    void imagesAreNeverMoreThanAllOfIt(long bytes) {
        assertThat(size.of(new Wal(100, 50, bytes))).isBetween(Math.min(bytes, 350_000), bytes);
    }
}
