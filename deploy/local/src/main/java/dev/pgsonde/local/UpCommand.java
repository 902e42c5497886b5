package dev.pgsonde.local;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.DruidSpecs;
import dev.pgsonde.local.druid.Coarsening;
import dev.pgsonde.local.druid.DailyCoarsening;
import dev.pgsonde.local.record.RunFile;
import dev.pgsonde.local.stack.CollectorPlan;
import dev.pgsonde.local.stack.Kafka;
import dev.pgsonde.local.stack.Stack;
import dev.pgsonde.local.stack.StackOptions;
import dev.pgsonde.local.stack.StackPlan;
import dev.pgsonde.local.stack.StreamsPlan;
import dev.pgsonde.local.stack.Surroundings;
import dev.pgsonde.process.UserError;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The whole pipeline on this machine, watching databases that are there already, until it is interrupted. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Watches your own databases with a whole pipeline on this machine, until you press Ctrl-C.",
        footer = {
            "",
            "The user needs no more than the role pg_monitor. Its password is looked for in the URL, in PGPASSWORD"
                    + " and in ~/.pgpass. In the URL it is there for all to see who may list processes, unless it is"
                    + " $${NAME}, a variable of the environment, or $${file:PATH}, a file's first line.",
            "",
            "  pgsonde up --postgres postgresql://monitor@db1.example.org/shop",
            "  pgsonde up --postgres shop=postgresql://monitor@db1/shop \\",
            "             --postgres crm=postgresql://monitor@db2/crm"
        })
final class UpCommand implements Callable<Integer> {
    private final Surroundings world;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--postgres",
            required = true,
            split = ",",
            paramLabel = "[NAME=]URL",
            description =
                    "A database: postgresql://user@host:port/database. By default its name is host:port/database.")
    private List<String> postgres = List.of();

    @Option(
            names = "--capture",
            description = "Read change events as well: needs wal_level = logical, and a user with REPLICATION.")
    private boolean capture;

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How often to look at each database (default: ${DEFAULT-VALUE}).")
    private int every = 10;

    @Option(
            names = "--window",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long a window is (default: ${DEFAULT-VALUE}).")
    private int window = 30;

    @Mixin
    private StackOptions options = new StackOptions();

    UpCommand(Surroundings world) {
        this.world = world;
    }

    @Override
    public Integer call() throws Exception {
        List<PostgresTarget> targets = targets();
        targets.forEach(target -> DatabaseCheck.check(target, capture));
        return Stack.run(world, options.dataDirectory(), options.on(StackPlan.with()), stack -> watch(stack, targets));
    }

    private List<PostgresTarget> targets() {
        try {
            if (every < 1 || window < every || window % every != 0) {
                throw new UserError("--window must be a multiple of --every, and that at least 1");
            }
            List<PostgresTarget> targets = postgres.stream()
                    .map(text -> PostgresTarget.parse(text, world.environment()))
                    .toList();
            mustDiffer(targets);
            return targets;
        } catch (UserError e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static void mustDiffer(List<PostgresTarget> targets) {
        Set<String> names = new HashSet<>();
        for (PostgresTarget target : targets) {
            if (!names.add(target.name())) {
                throw new UserError("two databases are called " + target.name() + "; name them: NAME=URL");
            }
        }
    }

    private int watch(Stack stack, List<PostgresTarget> targets) {
        StreamsPlan streams = new StreamsPlan(Duration.ofSeconds(window));
        stack.start(streams);
        for (PostgresTarget target : targets) {
            stack.start(plan(target));
            world.progress().say("  watching " + target.name());
        }
        Kafka kafka = stack.kafka();
        String druid = stack.druid().sqlUrl();
        RunFile run = new RunFile(
                ProcessHandle.current().pid(),
                kafka.access().bootstrap(),
                StreamsPlan.GROUP,
                streams.window().toString(),
                streams.shape(),
                druid,
                kafka.clientConfig().toString());
        RunFile.Published published = run.publish(RunFile.folder(world.environment()));
        try (DailyCoarsening daily = new DailyCoarsening(
                new Coarsening(stack.druid().admin(), new DruidSpecs(Catalog.standard())),
                Coarsening.AFTER_DAYS,
                world.progress()::say)) {
            daily.start();
            stack.places().forEach(world.progress()::say);
            world.progress().say("Everything is up; Ctrl-C stops it, and deletes what it kept.");
            throw stack.awaitFailure();
        } finally {
            published.close();
        }
    }

    private CollectorPlan plan(PostgresTarget target) {
        return new CollectorPlan(
                target.name(), target.jdbcUrl(), target.user(), target.password(), Duration.ofSeconds(every), capture);
    }
}
