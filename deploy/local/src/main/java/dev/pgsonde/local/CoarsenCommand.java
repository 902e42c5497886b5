package dev.pgsonde.local;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.DruidSpecs;
import dev.pgsonde.local.druid.Coarsening;
import dev.pgsonde.local.druid.DruidAdmin;
import dev.pgsonde.local.stack.Surroundings;
import dev.pgsonde.process.UserError;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Has a Druid of one's own make hours of old windows; to be run once a day. */
@Command(
        name = "coarsen",
        mixinStandardHelpOptions = true,
        description = {
            "Has Druid make one row an hour of windows that are older than two weeks.",
            "It submits a compaction task for each day and table that has finer rows, and does not wait for them;"
                    + " it can be repeated at any time. `pgsonde up` does it by itself."
        },
        footer = {
            "",
            "With --user, the password is the first line of --password-file, or of the variable PGSONDE_DRUID_PASSWORD.",
            "",
            "  pgsonde coarsen --druid https://router.example.org:9088 --user pgsonde --password-file druid.secret"
        })
final class CoarsenCommand implements Callable<Integer> {
    private static final String PASSWORD = "PGSONDE_DRUID_PASSWORD";

    private final Surroundings world;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--druid",
            required = true,
            paramLabel = "URL",
            description = "Druid's router, or its coordinator where that is the overlord as well.")
    private URI druid = URI.create("");

    @Option(names = "--user", paramLabel = "NAME", description = "Who logs in by basic authentication.")
    private @Nullable String user;

    @Option(names = "--password-file", paramLabel = "FILE", description = "The password.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--after",
            paramLabel = "DAYS",
            defaultValue = "14",
            description = "How many days windows stay as they are (default: ${DEFAULT-VALUE}).")
    private int after = Coarsening.AFTER_DAYS;

    @Option(names = "--dry-run", description = "Print the tasks, and submit none.")
    private boolean dryRun;

    CoarsenCommand(Surroundings world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        if (after < 1) {
            throw new ParameterException(spec.commandLine(), "--after must be at least 1: compaction takes a day");
        }
        if (druid.getHost() == null) {
            throw new ParameterException(spec.commandLine(), "--druid must be a URL, as http://router:8888");
        }
        Coarsening coarsening = new Coarsening(
                DruidAdmin.at(druid, user == null ? null : basic(user)), new DruidSpecs(Catalog.standard()));
        List<Coarsening.Task> due = coarsening.due(LocalDate.now(ZoneOffset.UTC).minusDays(after));
        for (Coarsening.Task task : due) {
            if (dryRun) {
                world.out().print(task.json());
            } else {
                coarsening.submit(task);
                world.progress().say(task.table() + " of " + task.day() + ": submitted");
            }
        }
        if (due.isEmpty()) {
            world.progress().say("no day needs it, or its tasks have not ended yet");
        }
        return 0;
    }

    private String basic(String name) {
        String login = name + ":" + password();
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    private String password() {
        if (passwordFile == null) {
            String password = world.environment().get(PASSWORD);
            if (password == null) {
                throw new UserError("--user needs a password: --password-file, or the variable " + PASSWORD);
            }
            return password;
        }
        try {
            return Files.readAllLines(passwordFile).stream().findFirst().orElse("");
        } catch (IOException e) {
            throw new UserError(passwordFile + " cannot be read: " + e, e);
        }
    }
}
