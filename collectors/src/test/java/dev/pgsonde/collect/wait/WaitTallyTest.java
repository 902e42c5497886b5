package dev.pgsonde.collect.wait;

import static dev.pgsonde.collect.wait.Sessions.answer;
import static dev.pgsonde.collect.wait.Sessions.at;
import static dev.pgsonde.collect.wait.Sessions.column;
import static dev.pgsonde.collect.wait.Sessions.round;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.collect.look.Answer;
import dev.pgsonde.schema.LongColumn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** What a reader makes of the counters, against all sessions that were ever seen. */
final class WaitTallyTest {
    private record Row(long since, long samples) {}

    /** Reads as the streams do: a row that begins anew after the frame before counts from zero. */
    private static final class Reader {
        Map<String, Row> before = new HashMap<>();
        long beforeMicros;
        long total;

        void read(Answer frame, long atMicros) {
            Map<String, Row> now = new HashMap<>();
            LongColumn since = (LongColumn) column(frame, "since");
            LongColumn samples = (LongColumn) column(frame, "samples");
            for (int row = 0; row < since.rows(); row++) {
                String name = column(frame, "application").at(row) + "/"
                        + column(frame, "state").at(row);
                now.put(name, new Row(since.values()[row], samples.values()[row]));
            }
            now.forEach((name, row) -> total += difference(before.get(name), row));
            before = now;
            beforeMicros = atMicros;
        }

        private long difference(@Nullable Row earlier, Row row) {
            if (earlier != null && earlier.since == row.since) {
                assertThat(row.samples).isGreaterThanOrEqualTo(earlier.samples);
                return row.samples - earlier.samples;
            }
            assertThat(row.since)
                    .as("a new row counts from after the frame before")
                    .isGreaterThanOrEqualTo(beforeMicros);
            return row.samples;
        }
    }

    @Property(tries = 300)
    void whatIsReadIsWhatWasSeenButForWhatIsToldAsLost(
            @ForAll("looks") List<List<SessionSeen>> looks,
            @ForAll @IntRange(min = 1, max = 12) int most,
            @ForAll @IntRange(min = 1, max = 4) int looksPerRound) {
        Activity activity = new Activity(most);
        Reader reader = new Reader();
        long seen = 0;
        long lost = 0;
        for (int second = 1; second <= looks.size(); second++) {
            activity.hear(looks.get(second - 1), at(2 * second));
            seen += looks.get(second - 1).size();
            if (second % looksPerRound == 0 || second == looks.size()) {
                reader.read(answer(activity, "waits", round(2 * second + 1)), micros(2 * second + 1));
                Answer told = answer(activity, "looks", round(2 * second + 1));
                lost = ((LongColumn) column(told, "lost")).values()[0];
                assertThat(((LongColumn) column(told, "sessions")).values()[0]).isEqualTo(seen);
            }
        }

        assertThat(reader.total + lost).isEqualTo(seen);
        assertThat(reader.before.size()).isLessThanOrEqualTo(most);
    }

    @Property(tries = 100)
    void nothingIsLostWhileAllFit(@ForAll("looks") List<List<SessionSeen>> looks) {
        Activity activity = new Activity(20);
        Reader reader = new Reader();
        int second = 1;
        for (List<SessionSeen> look : looks) {
            activity.hear(look, at(second++));
            reader.read(answer(activity, "waits", round(second)), micros(second));
            second++;
        }

        assertThat(reader.total).isEqualTo(looks.stream().mapToLong(List::size).sum());
    }

    @Provide
    Arbitrary<List<List<SessionSeen>>> looks() {
        Arbitrary<SessionSeen> session = Arbitraries.of(Stream.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j")
                .flatMap(name -> Stream.of(Sessions.active(1, name), Sessions.idle(1, name)))
                .toList());
        return session.list().ofMaxSize(8).list().ofMinSize(1).ofMaxSize(25);
    }

    private static long micros(int second) {
        return at(second).getEpochSecond() * 1_000_000;
    }
}
