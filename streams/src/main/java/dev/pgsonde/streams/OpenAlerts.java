package dev.pgsonde.streams;

import dev.pgsonde.schema.Acknowledgement;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Annotation;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.Saying;
import dev.pgsonde.schema.Silence;
import dev.pgsonde.schema.SilenceEnded;
import dev.pgsonde.streams.alert.AlertBounds;
import dev.pgsonde.streams.alert.Lifecycle;
import dev.pgsonde.streams.detect.Judge;
import dev.pgsonde.streams.detect.Series;
import dev.pgsonde.streams.state.Findings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The alerts of each source that go on, and what people have said of them. */
final class OpenAlerts {
    private final Judge judge;
    private final Findings findings;
    private final Baselines baselines;
    private final Outlet outlet;

    OpenAlerts(Judge judge, Findings findings, Baselines baselines, Outlet outlet) {
        this.judge = judge;
        this.findings = findings;
        this.baselines = baselines;
        this.outlet = outlet;
    }

    void open(Alert alert) {
        baselines.keep(alert);
        put(Lifecycle.opened(alert, silenceOf(alert, alert.detectedAt())));
    }

    /** A silence of warnings keeps no page. */
    void escalate(Alert open, Alert.Rating rating, Instant at) {
        Alert graver = Lifecycle.escalated(open, rating, at);
        put(Lifecycle.covered(graver, silenceOf(graver, at)));
    }

    /** More has moved with it. */
    void join(Alert open, Alert.Meaning meaning, Instant at) {
        put(Lifecycle.grown(open, meaning, at));
    }

    void end(String source, String metric, String subject, boolean resolved, Instant at) {
        Alert open = findings.close(source, metric, subject);
        if (open != null) {
            outlet.alert(AlertBounds.bounded(resolved ? Lifecycle.resolved(open, at) : Lifecycle.accepted(open, at)));
        }
    }

    /** Event time has come so far: silences that are over give back what they kept. */
    void passed(String source, Instant now) {
        for (Silence silence : findings.silences(source)) {
            if (!now.isBefore(silence.until())) {
                findings.endSilence(source, silence.id());
            }
        }
        unsilence(source, now);
    }

    /** Why it could not be taken, if so; {@code decision} is since when it holds. */
    Optional<String> take(Saying saying, List<Marker.Part> decision) {
        if (saying instanceof Acknowledgement acknowledgement) {
            return take(acknowledgement, decision);
        } else if (saying instanceof Silence silence) {
            take(silence, decision);
        } else if (saying instanceof SilenceEnded ended) {
            return take(ended, decision);
        } else if (saying instanceof Annotation annotation) {
            return Optional.of(annotation.kind() + " is said of no alert");
        }
        return Optional.empty();
    }

    private Optional<String> take(Acknowledgement said, List<Marker.Part> decision) {
        Alert open = findings.open(said.source()).stream()
                .filter(alert -> alert.id().equals(said.alert()))
                .findFirst()
                .orElse(null);
        if (open == null && said.alert().startsWith(Alert.ID_OF_DELIVERY)) {
            return Optional.empty(); // delivery made that alert, and reads this too
        }
        if (open == null) {
            return Optional.of("no alert " + said.alert() + " is open");
        }
        if (said.accept()) {
            accept(open, said);
        } else {
            put(Lifecycle.acknowledged(open, said));
        }
        outlet.marker(marker(
                said, said.accept() ? "accepted" : "acknowledged", said.alert(), said.author(), said.note(), decision));
        return Optional.empty();
    }

    /** What it has come to is what the next windows are compared with. */
    private void accept(Alert open, Acknowledgement said) {
        String source = open.source();
        Series series = findings.series(source, open.metric(), open.subject());
        findings.put(source, open.metric(), open.subject(), judge.accepted(series));
        findings.close(source, open.metric(), open.subject());
        outlet.alert(AlertBounds.bounded(Lifecycle.accepted(open, said)));
    }

    private void take(Silence silence, List<Marker.Part> decision) {
        findings.add(silence);
        for (Alert open : findings.open(silence.source())) {
            if (open.silence() == null && silence.covers(open, open.changedAt())) {
                put(Lifecycle.silenced(open, silence, silence.at()));
            }
        }
        outlet.marker(marker(silence, "silenced", silence.id(), silence.author(), silence.reason(), decision));
    }

    private Optional<String> take(SilenceEnded ended, List<Marker.Part> decision) {
        if (!findings.endSilence(ended.source(), ended.id())) {
            return Optional.of("no silence " + ended.id() + " is in force");
        }
        unsilence(ended.source(), ended.at());
        outlet.marker(marker(ended, "silence_ended", ended.id(), ended.author(), null, decision));
        return Optional.empty();
    }

    /** Of those whose silence is gone, unless another covers them too. */
    private void unsilence(String source, Instant now) {
        List<Silence> left = findings.silences(source);
        for (Alert open : findings.open(source)) {
            boolean lost = open.silence() != null
                    && left.stream().noneMatch(silence -> silence.id().equals(open.silence()));
            if (lost) {
                Silence other = silenceOf(open, now);
                put(other == null ? Lifecycle.unsilenced(open, now) : Lifecycle.silenced(open, other, now));
            }
        }
    }

    private @Nullable Silence silenceOf(Alert alert, Instant now) {
        return findings.silences(alert.source()).stream()
                .filter(silence -> silence.covers(alert, now))
                .findFirst()
                .orElse(null);
    }

    private void put(Alert alert) {
        Alert bounded = AlertBounds.bounded(alert);
        findings.open(bounded);
        outlet.alert(bounded);
    }

    private static Marker marker(
            Saying saying,
            String kind,
            String subject,
            String author,
            @Nullable String text,
            List<Marker.Part> decision) {
        return new Marker(
                saying.source(), saying.at(), kind, "alert", subject, null, author, text, null, List.of(), decision);
    }
}
