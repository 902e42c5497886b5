package dev.pgsonde.local.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsonde.process.UserError;
import dev.pgsonde.schema.Round;
import dev.pgsonde.schema.SingleObjectFraming;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.schema.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
    private static final Topics TOPICS = Topics.standard();
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Header HEADER = new Header(
            "0.1.0", NOON, Header.SINGLE_OBJECT, Duration.ofSeconds(5), "window: PT5S\ndetection: {warm_up: 30}\n");

    @TempDir
    private Path directory = Path.of(".");

    @Test
    void givesBackWhatWasPutInInItsOrder() throws IOException {
        List<Entry> entries = entries(5000);
        Path file = write(entries);
        List<Entry> read = new ArrayList<>();
        Recording recording = Recording.open(file);
        recording.forEach(read::add);
        assertThat(read).isEqualTo(entries);
        assertThat(recording.header()).isEqualTo(HEADER);
        assertThat(recording.contents().total()).isEqualTo(5000);
    }

    @Test
    void keepsWhatHasNoKeyOrNoValue() throws IOException {
        List<Entry> entries = List.of(
                new Entry("pgsonde.samples", null, bytes("x"), 1, 0, 7),
                new Entry("pgsonde.samples", bytes("k"), null, 2, 1, 1L << 40));
        List<Entry> read = new ArrayList<>();
        Recording.open(write(entries)).forEach(read::add);
        assertThat(read).isEqualTo(entries);
    }

    @Test
    void aRecordingOfAnEarlierVersionIsReadAndKnowsNoOffsets() throws IOException {
        Path file = directory.resolve("old.pgsonde");
        Entry entry = new Entry("pgsonde.samples", bytes("k"), bytes("v"), 5, -1, -1);
        Seal seal = new Seal();
        seal.add(entry);
        try (DataFileWriter<GenericRecord> out = new DataFileWriter<>(new GenericDatumWriter<>(Layout.BEFORE))) {
            HEADER.asMetadata().forEach(out::setMeta);
            out.create(Layout.BEFORE, file.toFile());
            GenericRecord old = new GenericData.Record(Layout.BEFORE.getTypes().get(0));
            old.put("topic", entry.topic());
            old.put("key", ByteBuffer.wrap("k".getBytes(StandardCharsets.UTF_8)));
            old.put("value", ByteBuffer.wrap("v".getBytes(StandardCharsets.UTF_8)));
            old.put("timestamp", entry.timestampMs());
            out.append(old);
            out.append(Layout.write(new Layout.End(seal.records(), seal.sha256())));
        }
        List<Entry> read = new ArrayList<>();
        Recording.open(file).forEach(read::add);
        assertThat(read).containsExactly(entry);
    }

    @Test
    void knowsTheTimeItCoversAndItsLastRound() throws IOException {
        Contents contents = Recording.open(write(List.of(
                        new Entry("pgsonde.annotations", bytes("s"), bytes("before all"), 1, -1, -1),
                        new Entry("pgsonde.samples", bytes("s"), bytes("some sample"), 1000, -1, -1),
                        new Entry("pgsonde.samples", bytes("s"), round(), 3000, -1, -1),
                        new Entry("pgsonde.samples", bytes("s"), bytes("of a round that was cut off"), 8000, -1, -1))))
                .contents();
        assertThat(contents.covered()).isEqualTo(Duration.ofSeconds(7));
        assertThat(contents.lastRoundMs()).hasValue(3000);
    }

    @Test
    void leavesNothingBehindWhenItWasNotFinished() throws IOException {
        try (RecordingWriter out = RecordingWriter.to(directory.resolve("run.pgsonde"), HEADER)) {
            out.add(entries(1).get(0));
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aFileCutAnywhereIsRefusedInOneLine() throws IOException {
        Path file = write(entries(2000));
        byte[] whole = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(1);
        for (int n = 0; n < 50; n++) {
            Files.write(file, Arrays.copyOf(whole, random.nextInt(whole.length)));
            assertRefused(file);
        }
    }

    @Test
    void aFileWithAnyByteChangedIsRefusedInOneLine() throws IOException {
        Path file = write(entries(200));
        byte[] whole = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(2);
        int behindHeader = whole.length / 2;
        for (int n = 0; n < 200; n++) {
            byte[] damaged = whole.clone();
            damaged[behindHeader + random.nextInt(whole.length - behindHeader)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, damaged);
            assertRefused(file);
        }
    }

    @Test
    void whatIsNoRecordingIsRefusedInOneLine() throws IOException {
        Path file = directory.resolve("notes.txt");
        assertRefused(file);
        assertRefused(Files.writeString(file, ""));
        assertRefused(Files.writeString(file, "not a recording at all"));
    }

    @Test
    void aDirectoryIsNoPlaceToRecordInto() {
        assertThatThrownBy(() -> RecordingWriter.to(directory, HEADER)).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> RecordingWriter.to(directory.resolve("no/such/folder/x"), HEADER))
                .isInstanceOf(UserError.class);
    }

    private static void assertRefused(Path file) {
        assertThatThrownBy(() -> Recording.open(file))
                .isInstanceOf(UserError.class)
                .message()
                .contains(file.toString())
                .hasLineCount(1);
    }

    private Path write(List<Entry> entries) throws IOException {
        Path file = directory.resolve("run.pgsonde");
        try (RecordingWriter out = RecordingWriter.to(file, HEADER)) {
            entries.forEach(out::add);
            out.finish();
        }
        return file;
    }

    private static List<Entry> entries(int count) {
        SplittableRandom random = new SplittableRandom(0);
        List<Entry> entries = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            byte[] value = new byte[random.nextInt(300)];
            random.nextBytes(value);
            entries.add(new Entry("pgsonde.samples", bytes("source-" + n % 3), Bytes.wrap(value), 1000L + n, n % 2, n));
        }
        return entries;
    }

    private static Bytes round() {
        return Bytes.wrap(WireFormat.of(TOPICS.samples(), new SingleObjectFraming(TOPICS))
                .write(new Round("s", "agent", 1, NOON, 5000, List.of())));
    }

    private static Bytes bytes(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
