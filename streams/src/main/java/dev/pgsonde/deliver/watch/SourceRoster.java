package dev.pgsonde.deliver.watch;

import dev.pgsonde.schema.Report;
import dev.pgsonde.schema.Watched;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Every source that is expected to be sampled, until it is forgotten. */
final class SourceRoster {
    private static final Duration WRITTEN_AGAIN = Duration.ofHours(1);
    private static final int LONGEST_NAME = 300;

    private final WatchLimits limits;
    private final Map<String, SourceTrack> sources = new TreeMap<>();
    private final Map<String, Instant> written = new HashMap<>();
    private final Set<String> changed = new LinkedHashSet<>();
    private final Set<String> out = new HashSet<>();

    SourceRoster(WatchLimits limits) {
        this.limits = limits;
    }

    /** As it was written down; without a value, it is forgotten. */
    void restore(String source, @Nullable Watched known) {
        if (known == null) {
            forget(source);
        } else if (!sources.containsKey(source)) {
            sources.put(source, SourceTrack.of(known));
            written.put(source, SourceTrack.of(known).lastSeen());
        }
    }

    void received(Report report, Instant at) {
        String source = report.source();
        if (source.isEmpty() || source.length() > LONGEST_NAME || report.agent().length() > LONGEST_NAME) {
            return; // no name that anything could be found by
        }
        SourceTrack before = sources.getOrDefault(source, SourceTrack.first(source, at));
        SourceTrack now = before.received(report, at, limits.silentAfter());
        sources.put(source, now);
        AgentTrack agentBefore = before.byName().get(report.agent());
        AgentTrack agentNow = now.byName().get(report.agent());
        boolean same = agentBefore != null
                && agentNow != null
                && agentBefore.last().condition() == agentNow.last().condition();
        Instant last = written.getOrDefault(source, Instant.EPOCH);
        if (!same || Duration.between(last, at).compareTo(WRITTEN_AGAIN) >= 0) {
            changed.add(source);
        }
    }

    private void forget(String source) {
        sources.remove(source);
        written.remove(source);
        changed.remove(source);
        out.remove(source);
    }

    WatchResult judge(Horizon horizon) {
        WatchResult all = WatchResult.of(List.of());
        for (SourceTrack track : List.copyOf(sources.values())) {
            List<String> replaced = track.replaced(horizon, limits.silentAfter());
            SourceTrack current = replaced.isEmpty() ? track : track.without(replaced);
            if (!replaced.isEmpty()) {
                sources.put(track.source(), current);
                changed.add(track.source());
            }
            WatchResult result = new SourceJudge(current, horizon, limits.silentAfter()).result();
            note(current.source(), !result.findings().isEmpty());
            all = all.and(result);
        }
        return all;
    }

    /** When an outage begins is written down, so that whoever goes on with it gives it the same id. */
    private void note(String source, boolean isOut) {
        if (isOut ? out.add(source) : out.remove(source)) {
            changed.add(source);
        }
    }

    /** Sources of which nobody has reported for too long; they are forgotten with this. */
    List<String> expire(Horizon horizon) {
        List<String> gone = sources.values().stream()
                .filter(track ->
                        Duration.between(track.lastSeen(), horizon.until()).compareTo(limits.forgetAfter()) >= 0)
                .map(SourceTrack::source)
                .toList();
        gone.forEach(this::forget);
        return gone;
    }

    /** What has changed since it was last written down. */
    List<Watched> changes() {
        List<Watched> changes = new ArrayList<>();
        for (String source : changed) {
            SourceTrack track = sources.get(source);
            if (track != null) {
                changes.add(track.written());
            }
        }
        return changes;
    }

    void written(Instant at) {
        changed.forEach(source -> written.put(source, at));
        changed.clear();
    }
}
