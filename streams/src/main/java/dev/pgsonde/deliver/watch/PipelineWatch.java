package dev.pgsonde.deliver.watch;

import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Reject;
import dev.pgsonde.schema.Report;
import dev.pgsonde.schema.Saying;
import dev.pgsonde.schema.Watched;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that is known of whether pgsonde works, and the alerts that come of it. It asks nobody, not even a clock. */
public final class PipelineWatch {
    private final SourceRoster sources;
    private final StreamsProgress streams;
    private final RejectCount rejects;
    private final OpenOutages open = new OpenOutages();

    /** {@code application} is the streams' application.id. */
    public PipelineWatch(WatchLimits limits, String application) {
        this.sources = new SourceRoster(limits);
        this.streams = new StreamsProgress(application, limits.stoppedAfter());
        this.rejects = new RejectCount(limits);
    }

    /** What has to be written down: transitions of alerts, sources as they are known now, sources that are forgotten. */
    public record Changes(List<Alert> alerts, List<Watched> watched, List<String> forgotten) {
        public Changes {
            alerts = List.copyOf(alerts);
            watched = List.copyOf(watched);
            forgotten = List.copyOf(forgotten);
        }

        public boolean isEmpty() {
            return alerts.isEmpty() && watched.isEmpty() && forgotten.isEmpty();
        }
    }

    /** As it stands on the alerts' topic. */
    public void restore(Alert alert) {
        open.restore(alert);
    }

    /** As it stands on the topic of sources, or is put there; {@code null} when the source is forgotten. */
    public void restore(String source, @Nullable Watched known) {
        sources.restore(source, known);
    }

    public void received(Saying saying) {
        open.received(saying);
    }

    public void received(Report report, Instant at) {
        sources.received(report, at);
    }

    public void received(Reject reject, Instant at) {
        rejects.received(reject, at);
    }

    public void received(StreamsPosition position, Instant at) {
        streams.at(position, at);
    }

    public Changes judge(Horizon horizon, Instant now) {
        List<String> forgotten = sources.expire(horizon);
        WatchResult result = sources.judge(horizon).and(streams.judge(horizon)).and(rejects.judge(horizon));
        return new Changes(open.transitions(result, now), sources.changes(), forgotten);
    }

    /** They are on their topics. */
    public void published(Changes changes, Instant at) {
        changes.alerts().forEach(open::published);
        sources.written(at);
    }
}
