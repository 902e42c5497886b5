package dev.pgsonde.streams;

import dev.pgsonde.schema.FrameKind;
import dev.pgsonde.schema.Sample;
import dev.pgsonde.streams.delta.Delta;
import dev.pgsonde.streams.delta.Deltas;
import dev.pgsonde.streams.delta.Frame;
import dev.pgsonde.streams.delta.Look;
import dev.pgsonde.streams.delta.Reason;
import dev.pgsonde.streams.delta.Row;
import dev.pgsonde.streams.delta.Values;
import dev.pgsonde.streams.state.Frames;
import dev.pgsonde.streams.state.SeenRows;
import dev.pgsonde.streams.window.Tumbling;
import dev.pgsonde.streams.window.Tumbling.Share;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Takes in the rows of one sample, and notes those that are gone. */
final class RowIntake {
    private static final String SERVER = "server";

    private final Tumbling windows;
    private final Frames frames;
    private final SeenRows seen;
    private final Entries entries;
    private final Sample sample;
    private final Frame frame;
    private final List<String> subjects;
    private final BitSet grown = new BitSet();
    private final Set<String> come = new TreeSet<>();
    private final Set<String> left = new TreeSet<>();

    RowIntake(Tumbling windows, Frames frames, Entries entries, Sample sample, Frame frame, List<String> subjects) {
        this.windows = windows;
        this.frames = frames;
        this.seen = frames.seen(sample.source(), sample.view(), sample.database());
        this.entries = entries;
        this.sample = sample;
        this.frame = frame;
        this.subjects = subjects;
    }

    private boolean isWhole() {
        return sample.frame() == FrameKind.FULL;
    }

    /** The places of counters that have grown in any row, or may have. */
    IntStream grown() {
        return grown.stream();
    }

    /** Rows that were not there at the last look. */
    Set<String> come() {
        return come;
    }

    /** Rows that were there at the last look, and are not now. */
    Set<String> left() {
        return left;
    }

    /** No difference with what was before: what the frame holds is the new beginning, read in the window, if any. */
    void begin(@Nullable Instant window, boolean sameColumns) {
        for (int n = 0; n < subjects.size(); n++) {
            Row before = before(subjects.get(n));
            Row after = frame.row(n);
            if (window != null) {
                read(subjects.get(n), window, sameColumns ? before : null, after);
            }
            keep(subjects.get(n), before, after);
        }
        for (String subject : gone()) {
            Row before = before(subject);
            if (window != null && sameColumns && before != null) {
                leave(subject, window, before);
            }
            seen.remove(subject);
        }
    }

    /** {@code losesRows}: a row that was not there before is new if none is gone, for then nothing was renamed. */
    void add(Look looked, Look now, List<Share> shares, boolean losesRows) {
        Instant window = shares.get(shares.size() - 1).start();
        Set<String> gone = gone();
        boolean newIsNew = losesRows && gone.isEmpty();
        for (int n = 0; n < subjects.size(); n++) {
            String subject = subjects.get(n);
            Row before = before(subject);
            Row after = frame.row(n);
            if (before == null) {
                come.add(subject);
            }
            Delta delta = Deltas.between(looked, before, after, newIsNew);
            add(subject, delta, after, shares);
            if (delta instanceof Delta.Partial partial) {
                addMeasured(subject, partial.change(), windows.shares(began(partial, looked, now), now.tick()));
            }
            read(subject, window, before, after);
            keep(subject, before, after);
        }
        gone.forEach(subject -> vanish(subject, window, shares));
        if (!isWhole() && sample.subjectKind().equals(SERVER)) {
            stayStill(window, shares);
        }
    }

    private void add(String subject, Delta delta, Row after, List<Share> shares) {
        if (delta instanceof Delta.Measured measured) {
            addMeasured(subject, measured.change(), shares);
            return;
        }
        grown.set(0, after.counters().size());
        if (delta instanceof Delta.Partial partial) {
            shares.forEach(share ->
                    entries.unknown(subject, share.start(), partial.reason().text()));
        } else if (delta instanceof Delta.Unknown unknown) {
            shares.forEach(share ->
                    entries.unknown(subject, share.start(), unknown.reason().text()));
        }
    }

    /** A row began between two looks, whatever jitter makes of that; two looks at one edge have no time between them. */
    private static Instant began(Delta.Partial partial, Look looked, Look now) {
        Instant latest = now.tick().minusMillis(1);
        Instant began = partial.began().isAfter(latest) ? latest : partial.began();
        return began.isBefore(looked.tick()) ? looked.tick() : began;
    }

    /** What stood still is known from its view's coverage and takes no room of its own. */
    private void addMeasured(String subject, Values change, List<Share> shares) {
        boolean moved = !change.allZero();
        if (moved || sample.subjectKind().equals(SERVER)) {
            shares.forEach(share -> entries.add(subject, change, share));
        }
        for (int n = 0; moved && n < change.size(); n++) {
            if (change.numbers()[n] > 0) {
                grown.set(n);
            }
        }
    }

    private void read(String subject, Instant window, @Nullable Row before, Row after) {
        Values now = after.gauges();
        Values held = before == null ? Values.unknown(now.size()) : before.gauges();
        boolean told = sample.subjectKind().equals(SERVER) || !held.equals(now);
        if (told && now.size() > 0) {
            entries.reading(subject, window, held, now);
        }
    }

    private void keep(String subject, @Nullable Row before, Row after) {
        if (!after.equals(before)) {
            seen.put(subject, after);
        }
    }

    /** What it counted after the look before is not known. */
    private void vanish(String subject, Instant window, List<Share> shares) {
        Row before = before(subject);
        if (before != null) {
            left.add(subject);
            if (before.counters().size() > 0) {
                shares.forEach(share -> entries.unknown(subject, share.start(), Reason.VANISHED.text()));
            }
            leave(subject, window, before);
            seen.remove(subject);
        }
    }

    private void leave(String subject, Instant window, Row before) {
        int gauges = before.gauges().size();
        if (gauges > 0) {
            entries.reading(subject, window, before.gauges(), Values.unknown(gauges));
        }
    }

    /** A server's own numbers are told in every window, though changes do not name what stood still. */
    private void stayStill(Instant window, List<Share> shares) {
        Set<String> named = new HashSet<>(subjects);
        frames.rows(sample.source(), sample.view(), sample.database()).forEach((subject, row) -> {
            if (!named.contains(subject)) {
                addMeasured(subject, row.counters().still(), shares);
                read(subject, window, row, row);
            }
        });
    }

    private @Nullable Row before(String subject) {
        return seen.row(subject);
    }

    private Set<String> gone() {
        Set<String> there = new HashSet<>(subjects);
        if (isWhole()) {
            return frames.subjectsWithout(there, sample);
        }
        Set<String> gone = new TreeSet<>(sample.vanished());
        gone.removeAll(there);
        return gone;
    }
}
