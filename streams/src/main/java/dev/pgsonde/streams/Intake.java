package dev.pgsonde.streams;

import dev.pgsonde.catalog.View;
import dev.pgsonde.schema.FrameKind;
import dev.pgsonde.schema.RecordLimits;
import dev.pgsonde.schema.Sample;
import dev.pgsonde.streams.delta.Deltas;
import dev.pgsonde.streams.delta.Frame;
import dev.pgsonde.streams.delta.Look;
import dev.pgsonde.streams.delta.Reason;
import dev.pgsonde.streams.state.Frames;
import dev.pgsonde.streams.state.RefusedException;
import dev.pgsonde.streams.state.Sums;
import dev.pgsonde.streams.window.Course;
import dev.pgsonde.streams.window.Tumbling;
import dev.pgsonde.streams.window.Tumbling.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes samples in: subtracts each from the one before and adds the difference to its window. */
final class Intake {
    /** A difference over more windows than this says when something happened so badly that it is worth nothing. */
    static final int LONGEST_GAP = 10;
    /** A view that is asked seldom may miss two turns. */
    private static final int TURNS = 3;

    /** So many rows of so many windows are no difference that anybody looks at, and too many for one record. */
    private static final long MOST_SHARES = 1_000_000;

    /** No view is asked less often, whatever a record says. */
    private static final Duration SELDOM = Duration.ofDays(1);

    private final Tumbling windows;
    private final Frames frames;
    private final Sums sums;
    private final Publishing publishing;
    private final Losses losses;
    private final TextIntake texts;

    Intake(Tumbling windows, Frames frames, Sums sums, Publishing publishing, Losses losses, TextIntake texts) {
        this.texts = texts;
        this.windows = windows;
        this.frames = frames;
        this.sums = sums;
        this.publishing = publishing;
        this.losses = losses;
    }

    /** Why the sample was not taken in, if so. */
    Optional<String> take(Sample sample, Standing standing) {
        Look before = frames.look(sample);
        if (before != null
                && before.course() == standing.course()
                && !sample.at().isAfter(before.at())) {
            return Optional.of("the view " + sample.view() + " was sampled at " + before.at()
                    + " already, this one is of " + sample.at());
        }
        if (sample.unknown() != null) {
            lack(sample, standing, before, Reason.NOT_READ.text() + ": " + sample.unknown());
            return Optional.empty();
        }
        Frame frame = Frame.of(sample, knownUpTo(standing, before), standing.course());
        List<String> subjects = subjects(sample);
        requireNames(sample, subjects);
        take(sample, standing, before, frame, subjects);
        return Optional.empty();
    }

    private void take(Sample sample, Standing standing, @Nullable Look before, Frame frame, List<String> subjects) {
        boolean whole = sample.frame() == FrameKind.FULL;
        if (!whole && (before == null || !before.leadsTo(sample))) {
            lack(sample, standing, before, (before == null ? Reason.FIRST_SAMPLE : Reason.GAP).text());
            return;
        }
        Look now = frame.lookAfter(before);
        Optional<Reason> obstacle = obstacle(sample, standing, before, now);
        if (!whole && obstacle.equals(Optional.of(Reason.COLUMNS_CHANGED))) {
            lack(sample, standing, before, Reason.COLUMNS_CHANGED.text());
            return;
        }
        Entries entries = entries(sample, now);
        RowIntake rows = new RowIntake(windows, frames, entries, sample, frame, subjects);
        if (obstacle.isPresent() || before == null) {
            boolean sameColumns = before != null && before.layout().equals(now.layout());
            rows.begin(standing.isTimed() ? windows.startOf(standing.tick()) : null, sameColumns);
            if (standing.isTold()) {
                Reason reason = obstacle.orElse(Reason.FIRST_SAMPLE);
                boolean unseen = standing.endsGap() && reason == Reason.CLOCK_STEPPED;
                unknown(sample, standing, before, unseen ? Reason.GAP : reason, entries);
            }
        } else {
            List<Share> shares = windows.shares(before.tick(), now.tick());
            shares.forEach(entries::add);
            rows.add(before, now, shares, losses.losesRows(sample.view()));
            texts.comings(sample, before.at(), rows.come(), rows.left());
            List<String> grown =
                    rows.grown().mapToObj(now.layout().counters()::get).toList();
            losses.toldBy(sample.view(), grown)
                    .forEach(view -> lose(sample, view, windows.touched(before.tick(), now.tick())));
        }
        if (standing.isTimed()) {
            entries.looked(windows.startOf(standing.tick()));
        }
        texts.take(sample, subjects);
        entries.settle();
        frames.put(sample, now);
    }

    /** Windows know of nothing after it, and of a look whose time cannot be believed they know nothing. */
    private static Instant knownUpTo(Standing standing, @Nullable Look before) {
        return before == null || standing.isTold() ? standing.tick() : before.tick();
    }

    private Optional<Reason> obstacle(Sample sample, Standing standing, @Nullable Look before, Look now) {
        Duration every = Duration.ofMillis(Math.max(0, Math.min(sample.everyMs(), SELDOM.toMillis())));
        Duration seldom = every.multipliedBy(TURNS);
        Duration longest = windows.length().multipliedBy(LONGEST_GAP);
        Optional<Reason> obstacle = Deltas.obstacle(before, now, seldom.compareTo(longest) > 0 ? seldom : longest);
        if (obstacle.isEmpty() && before != null && isTooMuch(sample, Duration.between(before.tick(), now.tick()))) {
            return Optional.of(Reason.GAP);
        }
        return obstacle.isEmpty() && !standing.isTimed() ? Optional.of(Reason.CLOCK_STEPPED) : obstacle;
    }

    /** A frame of which a part is missing: the next one may make up for it. */
    void miss(Sample part, Standing standing) {
        Look before = frames.look(part);
        if (before == null || before.course() != standing.course() || part.at().isAfter(before.at())) {
            lack(part, standing, before, (before == null ? Reason.FIRST_SAMPLE : Reason.GAP).text());
        }
    }

    private boolean isTooMuch(Sample sample, Duration difference) {
        long spread = difference.toMillis() / windows.length().toMillis();
        return spread > LONGEST_GAP && spread * sample.rows() > MOST_SHARES;
    }

    /** The frame is not there, or of no use; the next one may make up for it. */
    private void lack(Sample sample, Standing standing, @Nullable Look before, String why) {
        if (standing.isTold()) {
            Entries entries = entries(sample, before);
            entries.notRead(open(sample, standing, before), why);
            entries.settle();
        }
    }

    /** Nothing is known of the time since the look before. */
    private void unknown(Sample sample, Standing standing, @Nullable Look before, Reason reason, Entries entries) {
        Instant last = open(sample, standing, before);
        entries.unknown(last, reason.text());
        if (before == null || !standing.tick().isAfter(before.tick())) {
            return;
        }
        Duration unknown = Duration.between(before.tick(), standing.tick());
        if (unknown.compareTo(windows.length().multipliedBy(LONGEST_GAP)) <= 0) {
            windows.shares(before.tick(), standing.tick())
                    .forEach(share -> entries.unknown(share.start(), reason.text()));
        } else if (!standing.endsGap()) {
            publishing.gap(
                    Watched.by(sample), sums.source(sample.source()), before.tick(), standing.tick(), reason.text());
        }
    }

    /** Rows that say since when they count are exact all the same; others may have begun anew in between. */
    private void lose(Sample sample, View view, List<Instant> starts) {
        Entries entries = new Entries(Watched.by(sample, view), null, sums.source(sample.source()), sums, publishing);
        boolean exact = frames.tellsSince(sample.source(), view.view());
        for (Instant start : starts) {
            if (exact) {
                entries.losing(start, Reason.EVICTED.text());
            } else {
                entries.unknown(start, Reason.EVICTED.text());
            }
        }
        entries.settle();
    }

    /** The sample's own window; when its clock shows a time that was there already, the one that goes on after that. */
    private Instant open(Sample sample, Standing standing, @Nullable Look before) {
        Course course = sums.source(sample.source()).course();
        if (!standing.isTimed() && course != null) {
            return windows.edgeUpTo(course.tick());
        }
        boolean again = before != null && standing.tick().equals(before.tick());
        return again ? windows.edgeUpTo(standing.tick()) : windows.startOf(standing.tick());
    }

    private Entries entries(Sample sample, @Nullable Look look) {
        return new Entries(
                Watched.by(sample),
                look == null ? null : look.layout(),
                sums.source(sample.source()),
                sums,
                publishing);
    }

    /** Throws where a row has no name of its own: then not even the round that it is of can be believed. */
    private static void requireNames(Sample sample, List<String> subjects) {
        if (new HashSet<>(subjects).size() < subjects.size()) {
            throw new RefusedException("two rows of the view " + sample.view() + " have the same name");
        }
        for (String subject : subjects) {
            if (subject.length() > RecordLimits.LONGEST_SUBJECT) {
                throw new RefusedException("a row of the view " + sample.view() + " has a name of " + subject.length()
                        + " characters, and may have " + RecordLimits.LONGEST_SUBJECT);
            }
        }
    }

    private static List<String> subjects(Sample sample) {
        List<String> subjects = new ArrayList<>(sample.rows());
        for (int n = 0; n < sample.rows(); n++) {
            subjects.add(sample.subject(n));
        }
        return subjects;
    }
}
