package dev.pgsonde.collect.publish;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** An agent whose machine loses its power again and again, and the reader who looks for what is missing. */
public final class PowerCuts {
    private static final String TOPIC = "samples";
    private static final String TOLD = "told";
    private static final int ROUND = 5;
    private static final int MOST_STEPS = 60;
    private static final Path DIRECTORY = Path.of("spool", "samples");

    private final Random random;
    private final Bound bound;
    private final UnsafeDisk disk = new UnsafeDisk();
    private final FakeCarrier carrier = new FakeCarrier();
    private final List<String> complaints = new ArrayList<>();
    /** What was safe, or had arrived, when the last round ended while Kafka was away. */
    private final Set<Long> safe = new TreeSet<>();

    /** What a killed process had on its way without keeping it. */
    private final Set<Long> lostByKill = new TreeSet<>();

    private long now;
    private long written;
    private long firstOfLife;
    private long boot;
    private int cuts;
    private Lane lane;

    public PowerCuts(long seed) throws IOException {
        random = new Random(seed);
        bound = random.nextBoolean() ? new Bound(100 << 20, 20_000) : new Bound(60_000, 6_000);
        lane = open();
    }

    private Lane open() throws IOException {
        firstOfLife = written + 1;
        DirectoryShelf shelf = DirectoryShelf.open(disk, DIRECTORY, new UUID(0, boot));
        return new Lane(
                new Head(3_000),
                Spool.open(shelf, bound, Set.of(TOPIC)),
                carrier,
                PowerCuts::told,
                () -> now,
                () -> {});
    }

    private static Parcel told(Gap gap) {
        ByteBuffer value = ByteBuffer.allocate(16)
                .putLong(gap.from().toEpochMilli())
                .putLong(gap.to().toEpochMilli());
        return new Parcel(TOLD, gap.topic(), gap.to(), value.array());
    }

    private static Instant at(long number) {
        return Instant.ofEpochSecond(1_000_000 + number);
    }

    /** Lives {@code times} lives that each end with a power cut at a random point. */
    public PowerCuts live(int times) throws IOException {
        for (int n = 0; n < times; n++) {
            for (int step = random.nextInt(MOST_STEPS); step > 0; step--) {
                step();
            }
            cutPower();
        }
        end();
        return this;
    }

    private void step() throws IOException {
        switch (random.nextInt(12)) {
            case 0 -> carrier.beDeaf(true);
            case 1 -> carrier.beDeaf(false);
            case 2 -> fail();
            case 3 -> kill();
            case 4 -> restart();
            case 5 -> wait(random.nextInt(3_000));
            case 6, 7 -> arrive(random.nextInt(20));
            default -> write(1 + random.nextInt(8));
        }
    }

    private void write(int records) {
        for (int n = 0; n < records; n++) {
            written++;
            ByteBuffer value = ByteBuffer.allocate(8 + random.nextInt(1_000)).putLong(written);
            lane.write(new Parcel(TOPIC, "key", at(written), value.array()));
            if (written % ROUND == 0) {
                lane.edge();
                lane.sync(at(written));
                noteSafe();
            }
        }
    }

    /** All that this process has written is safe then, but for what is on its way and not in the spool. */
    private void noteSafe() {
        Set<Long> onTheWay = numbers(carrier.onTheWay());
        for (long number = firstOfLife; number <= written; number++) {
            if (!onTheWay.contains(number)) {
                safe.add(number);
            }
        }
    }

    private void wait(int millis) {
        now += millis * 1_000_000L;
        lane.pump();
    }

    private void arrive(int records) {
        carrier.arrive(records);
        lane.pump();
    }

    private void fail() {
        carrier.fail();
        lane.pump();
    }

    private void kill() throws IOException {
        carrier.onTheWay().stream().map(PowerCuts::number).forEach(lostByKill::add);
        carrier.close();
        lane = open();
    }

    private void restart() throws IOException {
        lane.close();
        lane = open();
    }

    private void cutPower() throws IOException {
        carrier.close();
        disk.cutPower(random, random.nextInt(3) / 2.0);
        boot++;
        cuts++;
        lane = open();
    }

    private void end() {
        carrier.beDeaf(false);
        write(ROUND);
        for (int n = 0; n < 10_000 && !lane.isEmpty(); n++) {
            wait(20_000);
            arrive(1_000);
        }
        if (!lane.isEmpty()) {
            complaints.add("something waits for ever");
        }
        check();
    }

    private void check() {
        Set<Long> missing = missing();
        for (long number : missing) {
            boolean told = gaps().stream()
                    .anyMatch(
                            gap -> !gap.from().isAfter(at(number)) && !gap.to().isBefore(at(number)));
            if (!told && !lostByKill.contains(number)) {
                complaints.add("record " + number + " of " + written + " lies within none of " + gaps());
            }
        }
    }

    private Set<Long> missing() {
        Set<Long> missing = new TreeSet<>();
        for (long number = 1; number <= written; number++) {
            missing.add(number);
        }
        missing.removeAll(numbers(carrier.arrived));
        return missing;
    }

    private List<Gap> gaps() {
        return carrier.arrived.stream()
                .filter(parcel -> parcel.topic().equals(TOLD))
                .map(parcel -> ByteBuffer.wrap(parcel.value()))
                .map(value -> new Gap(
                        TOPIC, 0, Instant.ofEpochMilli(value.getLong()), Instant.ofEpochMilli(value.getLong()), ""))
                .toList();
    }

    private static Set<Long> numbers(List<Parcel> parcels) {
        Set<Long> numbers = new TreeSet<>();
        parcels.stream()
                .filter(parcel -> parcel.topic().equals(TOPIC))
                .map(PowerCuts::number)
                .forEach(numbers::add);
        return numbers;
    }

    private static long number(Parcel parcel) {
        return ByteBuffer.wrap(parcel.value()).getLong();
    }

    /** What is not as it must be. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    public int cuts() {
        return cuts;
    }

    /** How many records were lost by power cuts, or dropped for want of room. */
    public int lost() {
        Set<Long> missing = missing();
        missing.removeAll(lostByKill);
        return missing.size();
    }

    public long written() {
        return written;
    }

    /** How many were lost although a round had ended since; only where there was room for all. */
    public long lostThoughSafe() {
        return bound.max() < 1 << 20
                ? 0
                : missing().stream().filter(safe::contains).count();
    }
}
