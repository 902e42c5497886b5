package dev.pgsonde.schema;

import java.util.List;

/** Every topic this pipeline reads or writes. If it is not here, it does not exist. */
public record Topics(
        Topic<Observation> samples,
        Topic<Saying> annotations,
        Topic<Change> changes,
        Topic<Text> texts,
        Topic<Marker> markers,
        Topic<Window> windows,
        Topic<MemberLoad> members,
        Topic<Alert> alerts,
        Topic<Judged> judged,
        Topic<Undelivered> undelivered,
        Topic<Report> agents,
        Topic<Watched> watched,
        Topic<Reject> rejects) {
    public static Topics standard() {
        return new Topics(
                new Topic<>(
                        "pgsonde.samples", List.of(Sample.class, Marker.class, Round.class), Topic.Retention.days(7)),
                new Topic<>(
                        "pgsonde.annotations",
                        List.of(Annotation.class, Acknowledgement.class, Silence.class, SilenceEnded.class),
                        Topic.Retention.days(30)),
                new Topic<>("pgsonde.changes", List.of(Change.class), Topic.Retention.days(1)),
                new Topic<>("pgsonde.texts", List.of(Text.class), Topic.Retention.ofNewestOfEachKey()),
                new Topic<>("pgsonde.markers", List.of(Marker.class), Topic.Retention.days(30)),
                new Topic<>("pgsonde.windows", List.of(Window.class), Topic.Retention.days(30)),
                new Topic<>("pgsonde.members", List.of(MemberLoad.class), Topic.Retention.days(1)),
                new Topic<>(
                        "pgsonde.alerts",
                        List.of(Alert.class),
                        Topic.Retention.days(30).andNewestOfEachKey()),
                new Topic<>("pgsonde.judged", List.of(Judged.class), Topic.Retention.ofNewestOfEachKey()),
                new Topic<>("pgsonde.undelivered", List.of(Undelivered.class), Topic.Retention.days(30)),
                new Topic<>("pgsonde.agents", List.of(Report.class), Topic.Retention.days(1)),
                new Topic<>("pgsonde.watched", List.of(Watched.class), Topic.Retention.ofNewestOfEachKey()),
                new Topic<>("pgsonde.rejects", List.of(Reject.class), Topic.Retention.days(7)));
    }

    public List<Topic<?>> all() {
        return List.of(
                samples,
                annotations,
                changes,
                texts,
                markers,
                windows,
                members,
                alerts,
                judged,
                undelivered,
                agents,
                watched,
                rejects);
    }
}
