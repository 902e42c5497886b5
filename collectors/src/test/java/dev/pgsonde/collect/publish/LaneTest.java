package dev.pgsonde.collect.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.collect.look.Missed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LaneTest {
    @TempDir
    private Path folder;

    private Story story;

    @BeforeEach
    void open() throws IOException {
        story = new Story(folder.resolve("lane"), new Bound(1 << 20, 10_000));
    }

    @Test
    void whileSomebodyAnswersNothingTouchesTheDisk() {
        for (int n = 0; n < 50; n++) {
            story.write(100);
            story.arrive(1);
        }
        assertThat(story.throughput().records()).isEqualTo(50);
        assertThat(story.throughput().bytes()).isEqualTo(50 * 108);
        assertThat(DirectoryShelf.holdsAny(story.directory())).isFalse();
    }

    @Test
    void afterTwoSecondsOfSilenceWhatIsOnItsWayIsOnDiskToo() {
        story.write(100);
        story.wait(1_900);
        assertThat(DirectoryShelf.holdsAny(story.directory())).isFalse();
        story.wait(200);
        assertThat(DirectoryShelf.holdsAny(story.directory())).isTrue();
        assertThat(story.throughput().spooledRecords()).isEqualTo(1);
        story.write(100);
        assertThat(story.carrier.onTheWay()).hasSize(1);
        story.end();
        assertThat(story.numbersArrived()).containsExactly(1L, 2L);
    }

    @Test
    void onlySoMuchIsOnItsWayAtOnce() {
        for (int n = 0; n < 20; n++) {
            story.write(1_000); // of 3 000 bytes
        }
        assertThat(story.carrier.onTheWay()).hasSize(2);
        story.arrive(1);
        assertThat(story.carrier.onTheWay()).hasSize(2);
        story.end();
        assertThat(story.check()).isZero();
    }

    @Test
    void whatIsTooLargeIsToldMissingInItsPlaceAndTheRestArrives() {
        story.carrier.refuseForEver(parcel -> parcel.value().length > 1_000);
        story.write(100);
        story.write(2_000);
        story.write(100);
        story.arrive(10);
        assertThat(story.carrier.arrived).extracting(Parcel::topic).containsExactly("samples", "told", "samples");
        assertThat(lost(story.carrier.arrived.get(1))).isEqualTo(1);
        assertThat(story.throughput().lostRecords()).isEqualTo(1);
        assertThat(story.lane().takeMissed()).isEqualTo(new Missed(false, Set.of(Story.FRAME)));
        assertThat(story.lane().takeMissed()).isEqualTo(Missed.NOTHING);
    }

    @Test
    void whatTheBrokerFindsTooLargeIsToldMissingTooAndTheRestArrives() {
        story.write(100);
        story.carrier.refuseOldest("larger than message.max.bytes");
        story.write(100);
        story.arrive(10);
        assertThat(story.carrier.arrived).extracting(Parcel::topic).containsExactly("told", "samples");
        assertThat(story.throughput().lostRecords()).isEqualTo(1);
        assertThat(story.lane().takeMissed()).isEqualTo(new Missed(false, Set.of(Story.FRAME)));
    }

    @Test
    void whatIsNotAllowedWaitsAndGoesOutAgainInOrder() {
        for (int n = 0; n < 3; n++) {
            story.write(100);
        }
        story.arrive(1);
        story.fail();
        story.write(100);
        story.wait(400);
        assertThat(story.carrier.onTheWay()).as("not yet tried again").isEmpty();
        story.wait(200);
        assertThat(story.carrier.renewals).isEqualTo(1);
        story.arrive(10);
        assertThat(story.numbersArrived()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(story.throughput().lostRecords()).isZero();
    }

    @Test
    void whatIsNotWorthKeepingIsNotSentWhileOthersWait() {
        Parcel report = new Parcel("agents", "key", Story.at(1), new byte[3]);
        assertThat(story.lane().mention(report, outcome -> {})).isTrue();
        story.write(100);
        story.wait(3_000);
        assertThat(story.lane().mention(report, outcome -> {})).isFalse();
        assertThat(story.carrier.arrived).isEqualTo(List.of(report));
    }

    @Test
    void theLastReportComesAfterWhatWaitsAndAgainUntilItHasArrived() {
        Farewell farewell = new Farewell(new Parcel("agents", "key", Story.at(1), new byte[3]));
        story.write(100);
        story.fail();
        farewell.sendThrough(story.lane());
        assertThat(story.carrier.arrived).as("a record waits").isEmpty();

        story.wait(600);
        story.arrive(1);
        story.carrier.beDeaf(true);
        farewell.sendThrough(story.lane());
        assertThat(farewell.hasArrived()).isFalse();
        story.carrier.beDeaf(false);
        farewell.sendThrough(story.lane());
        assertThat(farewell.hasArrived()).isTrue();
        farewell.sendThrough(story.lane());
        assertThat(story.carrier.arrived).hasSize(2);
    }

    private static long lost(Parcel told) {
        return ByteBuffer.wrap(told.value()).getLong();
    }
}
