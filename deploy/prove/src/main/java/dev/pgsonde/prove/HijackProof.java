package dev.pgsonde.prove;

import dev.pgsonde.local.agent.Hijack;
import dev.pgsonde.local.agent.HijackedCapture;
import java.util.List;
import java.util.stream.IntStream;

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
        return List.of("13-15", "16-18");
    }

    @Override
    public List<Figure> run(Trial trial) throws Exception {
        String[] ends = trial.part().split("-", -1);
        List<Integer> majors = IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]))
                .boxed()
                .toList();
        List<Integer> asked = trial.sample() ? List.of(majors.get(trial.random().nextInt(majors.size()))) : majors;
        List<String> types = trial.sample() ? FEW : MANY;
        long traps = 0;
        long sprung = 0;
        long idle = 0;
        int fewest = Integer.MAX_VALUE;
        long sent = Long.MAX_VALUE;
        for (int major : asked) {
            trial.progress().now("PostgreSQL " + major + ", all views");
            Hijack.Outcome outcome = Hijack.on(major, types);
            trial.progress().now("PostgreSQL " + major + ", sampling, check and capture");
            HijackedCapture.Outcome whole = HijackedCapture.on(major, types);
            traps += outcome.traps() + whole.traps();
            sprung += outcome.sprung() + whole.sprung();
            sent = Math.min(sent, whole.statements());
            idle += outcome.work() ? 0 : 1;
            fewest = Math.min(fewest, outcome.answered().size());
        }
        return List.of(
                Figure.none("traps that were sprung", sprung),
                Figure.none("versions on which traps do not work at all", idle),
                Figure.atLeast("views that answered", fewest, "", 100),
                Figure.atLeast("statements that a whole agent sent before", (double) sent, "", 100),
                Figure.tried("traps", traps, 100_000));
    }
}
