package dev.pgsonde.collect.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.collect.look.FrameName;
import dev.pgsonde.collect.look.Missed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** An agent that writes numbered records, second by second, and the reader who checks that each is there or told missing. */
final class Story {
    static final String TOPIC = "samples";
    static final FrameName FRAME = new FrameName("tables", "app");
    private static final String TOLD = "told";
    private static final long HEAD = 3_000;
    private static final int ROUND = 5;

    private final Path directory;
    private final Bound bound;
    final FakeCarrier carrier = new FakeCarrier();
    private final Set<Long> excused = new HashSet<>();
    private final TreeSet<Long> beginnings = new TreeSet<>();
    private long now;
    private long written;
    private Lane lane;

    Story(Path directory, Bound bound) throws IOException {
        this.directory = directory;
        this.bound = bound;
        this.lane = open();
    }

    private Lane open() throws IOException {
        beginnings.add(written + 1); // a new agent begins with whole frames
        return new Lane(
                new Head(HEAD),
                Spool.open(shelf(directory), bound, Set.of(TOPIC)),
                carrier,
                Story::told,
                () -> now,
                () -> {});
    }

    /** Always of the same run of the machine. */
    static DirectoryShelf shelf(Path directory) throws IOException {
        return DirectoryShelf.open(new FileSystemDisk(), directory, new UUID(0, 1));
    }

    static Instant at(long number) {
        return Instant.ofEpochSecond(number);
    }

    private static Parcel told(Gap gap) {
        ByteBuffer value = ByteBuffer.allocate(24)
                .putLong(gap.records())
                .putLong(gap.from().getEpochSecond())
                .putLong(gap.to().getEpochSecond());
        return new Parcel(TOLD, gap.topic(), gap.to(), value.array());
    }

    void write(int size) {
        written++;
        byte[] value = new byte[8 + size];
        ByteBuffer.wrap(value).putLong(written);
        lane.write(new Parcel(TOPIC, "key", at(written), value, FRAME));
        if (written % ROUND == 0) {
            lane.edge();
            lane.sync(at(written));
            if (!lane.takeMissed().equals(Missed.NOTHING)) {
                beginnings.add(written + 1);
            }
        }
    }

    void wait(int millis) {
        now += millis * 1_000_000L;
        lane.pump();
    }

    void arrive(int records) {
        carrier.arrive(records);
        lane.pump();
    }

    void fail() {
        carrier.fail();
        lane.pump();
    }

    /** What was sent and is not in the spool is gone with the process; only its round in two seconds can be. */
    void crash() throws IOException {
        carrier.onTheWay().stream()
                .filter(parcel -> parcel.topic().equals(TOPIC))
                .map(Story::number)
                .forEach(excused::add);
        excused.removeAll(onDisk());
        carrier.close();
        lane = open();
    }

    private Set<Long> onDisk() throws IOException {
        Set<Long> numbers = new HashSet<>();
        for (Segment segment : shelf(directory).found().segments()) {
            for (long at = segment.begin(); at < segment.end(); ) {
                EntryFormat.Found found = segment.read(at);
                if (found.entry() instanceof Parcel parcel) {
                    numbers.add(number(parcel));
                }
                at = found.next();
            }
        }
        return numbers;
    }

    void restart() throws IOException {
        assertThat(lane.close()).isZero();
        lane = open();
    }

    Throughput throughput() {
        return lane.throughput();
    }

    Lane lane() {
        return lane;
    }

    Path directory() {
        return directory;
    }

    void end() {
        carrier.beDeaf(false);
        carrier.refuseForEver(parcel -> false);
        for (int n = 0; n < 10_000 && !lane.isEmpty(); n++) {
            wait(20_000);
            arrive(1_000);
        }
        assertThat(lane.isEmpty()).isTrue();
        assertThat(lane.throughput().spooledRecords()).isZero();
        assertThat(lane.throughput().spooledBytes()).isZero();
        assertThat(DirectoryShelf.holdsAny(directory)).isFalse();
    }

    /** Answers how many were told missing. */
    long check() {
        long last = 0;
        long told = 0;
        long all = 0;
        Instant from = Instant.MAX;
        Instant to = Instant.MIN;
        Set<ByteBuffer> gaps = new HashSet<>();
        for (Parcel parcel : carrier.arrived) {
            if (parcel.topic().equals(TOLD)) {
                ByteBuffer value = ByteBuffer.wrap(parcel.value());
                if (!gaps.add(value)) {
                    continue; // told again after a crash, as a record may be; both say the same
                }
                value = value.duplicate();
                told += value.getLong();
                Instant begins = at(value.getLong());
                Instant ends = at(value.getLong());
                from = begins.isBefore(from) ? begins : from;
                to = ends.isAfter(to) ? ends : to;
            } else if (number(parcel) > last) {
                checkHole(last, number(parcel), told, from, to);
                last = number(parcel);
                all += told;
                told = 0;
                from = Instant.MAX;
                to = Instant.MIN;
            }
        }
        checkHole(last, written + 1, told, from, to);
        return all + told;
    }

    private void checkHole(long before, long after, long told, Instant from, Instant to) {
        TreeSet<Long> missing = new TreeSet<>();
        for (long number = before + 1; number < after; number++) {
            missing.add(number);
        }
        missing.removeAll(excused);
        assertThat(told).as("missing before %s: %s", after, missing).isEqualTo(missing.size());
        if (!missing.isEmpty()) {
            assertThat(from).isEqualTo(at(missing.first()));
            assertThat(to).isEqualTo(at(missing.last()));
            assertThat(beginnings).as("after a loss a round is whole").contains(after);
        }
    }

    List<Long> numbersArrived() {
        return carrier.arrived.stream()
                .filter(parcel -> parcel.topic().equals(TOPIC))
                .map(Story::number)
                .toList();
    }

    static long number(Parcel parcel) {
        return ByteBuffer.wrap(parcel.value()).getLong();
    }
}
