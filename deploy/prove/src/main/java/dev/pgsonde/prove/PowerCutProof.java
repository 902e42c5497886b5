package dev.pgsonde.prove;

import dev.pgsonde.collect.publish.PowerCuts;
import java.util.List;
import java.util.Random;

/** Whatever a power cut takes of the agent's spool lies within a gap that is published. */
final class PowerCutProof implements Proof {
    private static final int CUTS = 3;
    private static final int LEAST = 50;
    private static final int MOST = 20;

    @Override
    public String name() {
        return "powercut";
    }

    @Override
    public String about() {
        return "each record that a power cut takes of the spool lies within a published gap";
    }

    @Override
    public List<String> parts() {
        return List.of("spool");
    }

    @Override
    public List<Figure> run(Trial trial) throws Exception {
        Random random = trial.random();
        long cuts = 0;
        long lost = 0;
        long safe = 0;
        for (int n = trial.times(40, 5_000); n > 0; n--) {
            long seed = random.nextLong();
            PowerCuts life = new PowerCuts(seed).live(CUTS);
            List<String> complaints = life.complaints();
            if (!complaints.isEmpty()) {
                throw new AssertionError("with the seed " + seed + ": "
                        + String.join("\n", complaints.subList(0, Math.min(MOST, complaints.size()))));
            }
            cuts += life.cuts();
            lost += life.lost();
            safe += life.lostThoughSafe();
        }
        return List.of(
                Figure.tried("power cuts at random points", cuts, LEAST),
                Figure.tried("records that were lost, each within a published gap", lost, 1),
                Figure.none("records lost although they were synced", safe));
    }
}
