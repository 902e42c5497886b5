package dev.pgsonde.prove;

import dev.pgsonde.local.agent.Hijack;
import java.util.List;

/** The owner of a database sets traps for the agent's, the users' and pgwatch's SQL; none is sprung. */
final class HijackProof implements Proof {
    private static final List<String> FEW = List.of("int4", "int8", "float8", "text", "name", "timestamptz");
    private static final List<String> MANY = List.of(
            "int2",
            "int4",
            "int8",
            "float4",
            "float8",
            "numeric",
            "text",
            "varchar",
            "name",
            "oid",
            "bool",
            "timestamptz",
            "interval",
            "pg_lsn",
            "\"char\"",
            "xid",
            "regclass",
            "jsonb",
            "inet",
            "bit");

    @Override
    public String name() {
        return "hijack";
    }

    @Override
    public String about() {
        return "no function, operator or view that a database's owner leaves in the way runs as the agent's role";
    }

    @Override
    public List<String> parts() {
        return List.of("13 14 15", "16 17 18");
    }

    @Override
    public List<Figure> run(Trial trial) throws Exception {
        String[] majors = trial.part().split(" ");
        List<String> asked = trial.sample() ? List.of(majors[trial.random().nextInt(majors.length)]) : List.of(majors);
        long traps = 0;
        long sprung = 0;
        long idle = 0;
        int fewest = Integer.MAX_VALUE;
        for (String major : asked) {
            Hijack.Outcome outcome = Hijack.on(Integer.parseInt(major), trial.sample() ? FEW : MANY);
            traps += outcome.traps();
            sprung += outcome.sprung();
            idle += outcome.work() ? 0 : 1;
            fewest = Math.min(fewest, outcome.answered().size());
        }
        return List.of(
                Figure.none("traps that were sprung", sprung),
                Figure.none("versions on which traps do not work at all", idle),
                Figure.atLeast("views that answered", fewest, "", 100),
                Figure.tried("traps", traps, 100_000));
    }
}
