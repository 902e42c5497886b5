package dev.pgsonde.prove;

import dev.pgsonde.local.PgsondeMain;

/** The command {@code pgsonde prove}: as every other one, but with what only experiments need on its class path. */
public final class ProveMain {
    private ProveMain() {}

    public static void main(String[] args) {
        PgsondeMain.run(
                args,
                world -> new ProveCommand(
                        world, Proofs.all(), new Results(world.home().in("deploy/prove/results"))));
    }
}
