package dev.pgsonde.collect.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsonde.collect.look.Missed;
import dev.pgsonde.collect.publish.Spool.Next;
import dev.pgsonde.process.UserError;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpoolTest {
    private static final Set<String> TOPICS = Set.of("samples");
    private static final Bound BOUND = new Bound(1 << 20, 4_000);

    @TempDir
    private Path folder;

    @Test
    void aTornTailIsCutOffAndToldBeforeWhatComesNext() throws IOException {
        Spool spool = open();
        write(spool, 1, 5);
        Path file = segments().get(0);
        try (RandomAccessFile torn = new RandomAccessFile(file.toFile(), "rw")) {
            torn.setLength(torn.length() - 7);
        }
        open(); // whoever ends without writing anything owes the gap still
        Spool next = open();
        write(next, 9, 9);
        assertThat(drain(next)).containsExactly("1", "2", "3", "4", "0 lost until 9: " + Recovery.UNSAFE, "9");
    }

    @Test
    void aDamagedSegmentIsToldFromTheDamageToItsEndAndTheNextOnesAreWhole() throws IOException {
        Spool spool = open();
        write(spool, 1, 10);
        write(spool, 11, 20);
        spool.close();
        try (RandomAccessFile damaged = new RandomAccessFile(segments().get(0).toFile(), "rw")) {
            damaged.seek(2_400); // in the fifth record
            damaged.write(77);
        }
        List<String> found = drain(open());
        assertThat(found.subList(0, 4)).containsExactly("1", "2", "3", "4");
        assertThat(found.get(4)).isEqualTo("6 lost until 10: their spool file was damaged");
        assertThat(found.subList(5, found.size()))
                .containsExactly("11", "12", "13", "14", "15", "16", "17", "18", "19", "20");
    }

    @Test
    void ofAFileThatIsNoneOfOursAnUnknownNumberIsTold() throws IOException {
        Spool spool = open();
        write(spool, 1, 10);
        spool.close();
        Files.writeString(segments().get(0), "something else, and longer than a header");
        Spool next = open();
        write(next, 12, 12);
        List<Next> all = drained(next);
        assertThat(all).hasSize(2);
        assertThat(all.get(0).entry()).isInstanceOfSatisfying(Gap.class, gap -> assertThat(
                        gap.happening().detail())
                .isEqualTo("an unknown number of records were lost: " + Recovery.UNSAFE));
    }

    @Test
    void aSegmentThatGetsUnreadableUnderOurHandsIsToldInItsPlace() throws IOException {
        Spool spool = open();
        write(spool, 1, 10);
        write(spool, 11, 20);
        for (int n = 1; n <= 3; n++) {
            spool.advance(Objects.requireNonNull(spool.peek()));
        }
        try (RandomAccessFile damaged = new RandomAccessFile(segments().get(0).toFile(), "rw")) {
            damaged.seek(2_400);
            damaged.write(77);
        }
        assertThat(drain(spool))
                .startsWith("4", "6 lost until 10: they could not be read from the spool", "11")
                .endsWith("20");
        assertThat(spool.lost()).isEqualTo(6);
    }

    @Test
    void whatDoesNotFitAtAllIsToldBeforeWhatComesNext() throws IOException {
        Spool spool = Spool.open(Story.shelf(folder.resolve("lane")), new Bound(5_000, 100_000), TOPICS);
        write(spool, 1, 20); // one round, which nobody may cut
        assertThat(spool.lost()).isEqualTo(12);
        assertThat(spool.takeMissed()).isEqualTo(new Missed(false, Set.of(Story.FRAME)));
        assertThat(drain(spool)).containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
        assertThat(spool.takeUntold()).containsExactly(new Gap("samples", 12, Story.at(9), Story.at(20), Stock.FULL));
    }

    @Test
    void onlyTheOwnerMayReadIt() throws IOException {
        try (SpoolDirectory directory = SpoolDirectory.take(folder.resolve("spool"))) {
            write(directory.open("samples", BOUND, TOPICS), 1, 5);
            try (Stream<Path> all = Files.walk(folder.resolve("spool"))) {
                for (Path path : all.toList()) {
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .as(path.toString())
                            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
                }
            }
        }
    }

    @Test
    void nobodyElseGetsADirectoryThatIsInUse() throws IOException {
        Path path = folder.resolve("spool");
        try (SpoolDirectory directory = SpoolDirectory.take(path)) {
            assertThat(directory.holds("samples")).isFalse();
            assertThatThrownBy(() -> SpoolDirectory.take(path))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining(path.toString())
                    .hasMessageContaining("give each agent a directory of its own");
        }
        SpoolDirectory.take(path).close();
    }

    @Test
    void aPlaceWhereNothingCanBeWrittenIsAnErrorThatSaysSo() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> SpoolDirectory.take(file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("spool.directory " + file);
    }

    private Spool open() throws IOException {
        return Spool.open(Story.shelf(folder.resolve("lane")), BOUND, TOPICS);
    }

    private static void write(Spool spool, int from, int to) {
        for (int n = from; n <= to; n++) {
            byte[] value = (n + " ".repeat(500)).getBytes(UTF_8);
            spool.expect(Story.at(n));
            spool.append(new Parcel("samples", "key", Story.at(n), value, Story.FRAME));
        }
        spool.edge(false);
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("lane"))) {
            return files.filter(file -> file.toString().endsWith(".segment"))
                    .sorted()
                    .toList();
        }
    }

    private static List<Next> drained(Spool spool) {
        List<Next> all = new ArrayList<>();
        for (Next next = spool.peek(); next != null; next = spool.peek()) {
            all.add(next);
            spool.advance(next);
        }
        return all;
    }

    private static List<String> drain(Spool spool) {
        return drained(spool).stream()
                .map(next -> next.entry() instanceof Parcel parcel
                        ? new String(parcel.value(), UTF_8).strip()
                        : told((Gap) next.entry()))
                .toList();
    }

    private static String told(Gap gap) {
        return gap.records() + " lost until " + gap.to().getEpochSecond() + ": " + gap.reason();
    }
}
