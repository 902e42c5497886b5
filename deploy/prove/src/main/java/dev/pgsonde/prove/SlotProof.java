package dev.pgsonde.prove;

import dev.pgsonde.local.agent.OrphanSlot;
import java.util.List;

/** The slot of a killed agent retains no more than the server allows, and the agent that returns says what is missing. */
final class SlotProof implements Proof {
    private static final List<String> MAJORS = List.of("13", "14", "15", "16", "17", "18");
    private static final OrphanSlot.Size WHOLE = new OrphanSlot.Size(2_048, 512, 256);
    private static final OrphanSlot.Size SMALL = new OrphanSlot.Size(160, 32, 48);

    @Override
    public String name() {
        return "slot";
    }

    @Override
    public String about() {
        return "after a kill the slot stays within max_slot_wal_keep_size and one checkpoint; a gap tells what is missing";
    }

    @Override
    public List<String> parts() {
        return List.of("all");
    }

    @Override
    public List<Figure> run(Trial trial) throws Exception {
        List<String> majors = trial.sample() ? List.of(MAJORS.get(trial.random().nextInt(MAJORS.size()))) : MAJORS;
        OrphanSlot.Size size = trial.sample() ? SMALL : WHOLE;
        long most = 0;
        long silent = 0;
        for (String major : majors) {
            OrphanSlot.Outcome outcome = OrphanSlot.on(Integer.parseInt(major), size);
            most = Math.max(most, outcome.retainedMb());
            silent += outcome.gaps().size() == 1 && outcome.capturesAgain() ? 0 : 1;
        }
        return List.of(
                Figure.atMost("WAL on the server's disk after the checkpoint", (double) most, "MB", (double)
                        (size.keptMb() + size.checkpointMb())),
                Figure.none("returns without a gap or without capture", silent),
                Figure.tried("versions", majors.size(), MAJORS.size()));
    }
}
