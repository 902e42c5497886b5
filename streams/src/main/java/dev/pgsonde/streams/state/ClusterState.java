package dev.pgsonde.streams.state;

import dev.pgsonde.schema.MemberLoad;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of a cluster's members.
 *
 * @param members each by its newest load
 * @param waiting loads of windows that not all members have told of
 * @param open what begins before is told
 */
public record ClusterState(List<MemberLoad> members, List<MemberLoad> waiting, Instant open) {
    public static final ClusterState NEW = new ClusterState(List.of(), List.of(), Instant.EPOCH);

    public ClusterState {
        members = List.copyOf(members);
        waiting = List.copyOf(waiting);
    }

    /**
     * One more load. Members of which nothing was heard since {@code forgotten} are none any more; whoever comes too late for
     * a window is waited for from the next one on.
     */
    public ClusterState after(MemberLoad load, Instant forgotten) {
        List<MemberLoad> known = new ArrayList<>(members.stream()
                .filter(member ->
                        !member.source().equals(load.source()) && member.end().isAfter(forgotten))
                .toList());
        known.add(load);
        List<MemberLoad> more = new ArrayList<>(waiting);
        more.removeIf(
                each -> each.source().equals(load.source()) && each.start().equals(load.start()));
        if (!load.start().isBefore(open)) {
            more.add(load);
        }
        return new ClusterState(known, more, open);
    }

    /** The loads of one window are told. */
    public ClusterState told(Instant start, Instant end) {
        return new ClusterState(
                members,
                waiting.stream().filter(load -> load.start().isAfter(start)).toList(),
                end);
    }
}
