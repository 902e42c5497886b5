package dev.pgsonde.streams;

import dev.pgsonde.catalog.Sum;
import dev.pgsonde.schema.MemberLoad;
import dev.pgsonde.schema.Window;
import dev.pgsonde.streams.delta.Values;
import dev.pgsonde.streams.state.ClusterState;
import dev.pgsonde.streams.state.Sums;
import dev.pgsonde.streams.window.Readings;
import dev.pgsonde.streams.window.RowSums;
import dev.pgsonde.streams.window.ServerSums;
import dev.pgsonde.streams.window.Tumbling;
import dev.pgsonde.streams.window.ViewSums;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Puts the members of a cluster side by side: a window of the cluster is closed when every member that was heard lately has
 * told of it, and then treated as any source's. Of windows in which one of them lacks, because it is three windows behind or
 * does not know, nothing is told.
 */
final class Clusters {
    private static final String VIEW = "members";
    private static final List<String> COUNTERS =
            List.of("members.commits", "members.commits_of_others", "members.commits_of_cluster");
    private static final List<String> GAUGES = List.of("members.sessions");
    private static final Sum COMMITS = Sum.parse("database.xact_commit");
    private static final Sum SESSIONS = Sum.parse("sessions.open");
    private static final Sum LOOKS = Sum.parse("sessions.readings");
    private static final String STANDBY = "-standby";
    private static final int BEHIND = 3;
    private static final int FORGOTTEN = 20;
    /** More than any cluster has: each load costs as much as there are members. */
    private static final int MOST_MEMBERS = 256;

    private final Tumbling windows;
    private final Sums sums;
    private final Closing closing;

    Clusters(Tumbling windows, Sums sums, Closing closing) {
        this.windows = windows;
        this.sums = sums;
        this.closing = closing;
    }

    /** What a closed window of a server says of it as a member; nothing where no server is known, as of a cluster itself. */
    static Optional<MemberLoad> load(Window server, ServerSums sums) {
        String incarnation = server.incarnation();
        int system = incarnation.indexOf('-');
        if (system < 0) {
            return Optional.empty();
        }
        OptionalLong commits = sums.of(COMMITS);
        OptionalLong open = sums.of(SESSIONS);
        OptionalLong looks = sums.of(LOOKS);
        boolean seen = open.isPresent() && looks.orElse(0) > 0;
        return Optional.of(new MemberLoad(
                incarnation.substring(0, system),
                server.source(),
                server.start(),
                server.end(),
                !incarnation.endsWith(STANDBY),
                commits.isPresent() ? commits.getAsLong() : null,
                seen ? Math.round((double) open.getAsLong() / looks.getAsLong()) : null));
    }

    /** Why it cannot be taken, if so. */
    Optional<String> take(@Nullable String key, MemberLoad load) {
        String cluster = load.cluster();
        Duration window = windows.length();
        if (!cluster.equals(key)) {
            return Optional.of("the key is not the record's cluster, " + cluster);
        }
        if (!windows.startOf(load.end()).equals(load.start())
                || !windows.endOf(load.start()).equals(load.end())) {
            return Optional.of(
                    "it is of no window of " + window.toSeconds() + " s: " + load.start() + " to " + load.end());
        }
        ClusterState state = sums.cluster(cluster).after(load, load.end().minus(window.multipliedBy(FORGOTTEN)));
        if (state.members().size() > MOST_MEMBERS) {
            return Optional.of("the cluster has " + MOST_MEMBERS + " members already");
        }
        for (Optional<Instant> ripe = ripe(state, window); ripe.isPresent(); ripe = ripe(state, window)) {
            Instant start = ripe.get();
            List<MemberLoad> together = state.waiting().stream()
                    .filter(each -> each.start().equals(start))
                    .sorted(Comparator.comparing(MemberLoad::source))
                    .toList();
            if (together.size() == state.members().size() && isCluster(together)) {
                close(cluster, together);
            }
            state = state.told(start, start.plus(window));
        }
        sums.put(cluster, state);
        return Optional.empty();
    }

    /** The oldest window that waits, if it need not any more. */
    private static Optional<Instant> ripe(ClusterState state, Duration window) {
        Optional<Instant> oldest =
                state.waiting().stream().map(MemberLoad::start).min(Comparator.naturalOrder());
        return oldest.filter(start -> state.members().stream().noneMatch(member -> isAwaited(state, member, start))
                || state.waiting().stream()
                        .anyMatch(load -> !load.start().isBefore(start.plus(window.multipliedBy(BEHIND)))));
    }

    private static boolean isAwaited(ClusterState state, MemberLoad member, Instant start) {
        return state.waiting().stream()
                .noneMatch(load ->
                        load.source().equals(member.source()) && load.start().equals(start));
    }

    /** A copy of a server keeps its system identifier: where two of them are primaries, they are no cluster. */
    private static boolean isCluster(List<MemberLoad> loads) {
        return loads.size() > 1
                && loads.stream().allMatch(load -> load.commits() != null)
                && loads.stream().filter(MemberLoad::primary).count() <= 1;
    }

    private void close(String cluster, List<MemberLoad> loads) {
        MemberLoad any = loads.get(0);
        String name = "cluster-" + cluster;
        long coveredMs = Duration.between(any.start(), any.end()).toMillis();
        Sums.Cell cell = sums.cell(name, any.start(), VIEW, "");
        cell.put(new ViewSums(
                "member", "", List.of("member"), COUNTERS, GAUGES, coveredMs, 1, 1, false, null, null, null));
        long all = loads.stream().mapToLong(Clusters::commits).sum();
        for (MemberLoad load : loads) {
            long others = Math.round((double) (all - commits(load)) / (loads.size() - 1));
            cell.put(
                    load.source(),
                    new RowSums(Values.of(commits(load), others, all), coveredMs, 1, false, null, sessions(load)));
        }
        cell.keep();
        closing.close(name, any.end());
    }

    private static long commits(MemberLoad load) {
        return Objects.requireNonNullElse(load.commits(), 0L);
    }

    private static Readings sessions(MemberLoad load) {
        Values none = Values.unknown(1);
        Long sessions = load.sessions();
        return Readings.of(none).then(0, sessions == null ? none : Values.of(sessions));
    }
}
