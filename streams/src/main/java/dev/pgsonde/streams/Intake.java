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
import dev.pgsonde.streams.state.Sums;
import dev.pgsonde.streams.window.Tumbling;
import dev.pgsonde.streams.window.Tumbling.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes samples in: subtracts each from the one before and adds the difference to its window. */
final class Intake {
    /** A difference over more windows than this says when something happened so badly that it is worth nothing. */
    private static final int LONGEST_GAP = 10;

    private final Tumbling windows;
    private final Frames frames;
    private final Sums sums;

    Intake(Tumbling windows, Frames frames, Sums sums) {
        this.windows = windows;
        this.frames = frames;
        this.sums = sums;
    }

    /** Why the sample was not taken in, if so. */
    Optional<String> take(Sample sample) {
        Look before = frames.look(sample);
        if (before != null && !sample.at().isAfter(before.at())) {
            return Optional.of("the view " + sample.view() + " was sampled at " + before.at()
                    + " already, this one is of " + sample.at());
        }
        if (sample.unknown() != null) {
            sums.addUnknown(
                    sample, before, unknownWindow(sample, before), Reason.NOT_READ.text() + ": " + sample.unknown());
            return Optional.empty();
        }
        if (before != null && !before.leadsTo(sample)) {
            sums.addUnknown(sample, before, unknownWindow(sample, before), Reason.GAP.text());
            frames.forget(sample);
            return Optional.empty();
        }
        Frame frame = Frame.of(sample);
        Duration longest = windows.length().multipliedBy(LONGEST_GAP);
        Look now = frame.lookAfter(before);
        Optional<Reason> obstacle = Deltas.obstacle(before, now, longest);
        if (obstacle.isEmpty() && before != null) {
            add(sample, frame, now, shares(sample, before.at()));
        } else {
            begin(sample, frame, now, before, obstacle.orElse(Reason.FIRST_SAMPLE));
        }
        return Optional.empty();
    }

    /** No difference with what was before: what the frame holds is the new beginning, if it holds everything. */
    private void begin(Sample sample, Frame frame, Look now, @Nullable Look before, Reason reason) {
        sums.addUnknown(sample, before, unknownWindow(sample, before), reason.text());
        if (sample.frame() == FrameKind.CHANGES && reason != Reason.GAP) {
            frames.forget(sample);
            return;
        }
        Set<String> subjects = new HashSet<>();
        for (int n = 0; n < sample.rows(); n++) {
            String subject = sample.subject(n);
            subjects.add(subject);
            frames.put(sample, subject, frame.row(n));
        }
        forgetGone(sample, subjects);
        frames.put(sample, now);
    }

    private void add(Sample sample, Frame frame, Look look, List<Share> shares) {
        shares.forEach(share -> sums.addView(sample, look, share));
        Set<String> subjects = new HashSet<>();
        for (int n = 0; n < sample.rows(); n++) {
            String subject = sample.subject(n);
            subjects.add(subject);
            add(sample, look, subject, frame.row(n), frame.gauges(n), shares);
        }
        forgetGone(sample, subjects);
        frames.put(sample, look);
    }

    private void add(Sample sample, Look look, String subject, Row after, Values gauges, List<Share> shares) {
        Row before = frames.row(sample, subject);
        Delta delta = Deltas.between(before, after);
        if (delta instanceof Delta.Unknown unknown) {
            Instant start = shares.get(shares.size() - 1).start();
            sums.addUnknownRow(sample, look, subject, start, unknown.reason().text());
        } else if (delta instanceof Delta.Measured measured) {
            addMeasured(sample, subject, measured.change(), gauges, shares);
        }
        if (!after.equals(before)) {
            frames.put(sample, subject, after);
        }
    }

    /** What stood still is known from its view's coverage and takes no room of its own. */
    private void addMeasured(Sample sample, String subject, Values change, Values gauges, List<Share> shares) {
        boolean single = shares.size() == 1;
        Values whole = change.and(single ? gauges : new Values(gauges.numbers(), new boolean[gauges.numbers().length]));
        if (!change.allZero()
                || (single && !gauges.allZero())
                || sample.subjectKind().equals("server")) {
            shares.forEach(share -> sums.addRow(sample, subject, whole, share));
        }
    }

    private void forgetGone(Sample sample, Set<String> subjects) {
        if (sample.frame() == FrameKind.FULL) {
            frames.keepOnly(sample, subjects);
        } else {
            sample.vanished().forEach(subject -> frames.remove(sample, subject));
        }
    }

    private List<Share> shares(Sample sample, Instant from) {
        return windows.shares(from, sample.at(), sums.source(sample.source()).firstOpen());
    }

    /** What is not known lies before the sample, and so does the window that lacks it. */
    private Instant unknownWindow(Sample sample, @Nullable Look before) {
        Instant earliest = sample.at().minus(windows.length().dividedBy(2));
        Instant from = before == null || before.at().isBefore(earliest) ? earliest : before.at();
        return shares(sample, from).get(0).start();
    }
}
