package dev.pgsonde.collect;

import dev.pgsonde.catalog.View;
import dev.pgsonde.collect.config.Address;
import dev.pgsonde.collect.config.CollectorConfig;
import dev.pgsonde.collect.dial.Machine;
import dev.pgsonde.collect.look.Chronicle;
import dev.pgsonde.collect.look.Moment;
import dev.pgsonde.collect.look.Part;
import dev.pgsonde.collect.server.Postgres;
import dev.pgsonde.collect.server.Refusal;
import dev.pgsonde.collect.server.Server;
import dev.pgsonde.collect.server.Session;
import dev.pgsonde.process.ConfigFile;
import dev.pgsonde.process.UserError;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Sample;
import dev.pgsonde.schema.SingleObjectFraming;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.schema.WireFormat;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One round, printed with what it cost, and published nowhere. */
@Command(
        name = "sample",
        description = "Prints one round of an agent, and what it costs the server, without Kafka.",
        sortOptions = false)
final class SampleCommand implements Callable<Integer> {
    @Option(names = "--config", required = true, paramLabel = "FILE", description = "the agent's configuration")
    private @Nullable Path file;

    @Option(names = "--json", description = "print every row too, for machines")
    private boolean json;

    @Option(names = "--help", usageHelp = true, description = "show this and end")
    @SuppressWarnings("UnusedVariable") // picocli looks at it, and shows the help
    private boolean help;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private final LongSupplier nanos;
    private final Map<String, String> environment;

    SampleCommand(LongSupplier nanos, Map<String, String> environment) {
        this.nanos = nanos;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (file == null) {
            throw new IllegalStateException("picocli lets nobody in without a file");
        }
        CollectorConfig config = ConfigFile.read(file, CollectorConfig.class, environment);
        Address address = new Machine(environment).discover(config.postgres()).address();
        AgentParts parts = new AgentParts(config, address, nanos);
        Postgres postgres = parts.postgres();
        List<View> views = parts.views();
        Server server = parts.server(postgres, views);
        try (Session session = postgres.openFirst()) {
            session.moment(); // the first question of a session costs more than any other
            Moment opened = session.moment();
            Glances glances = parts.glances();
            glances.begin(session, opened);
            glances.take(session, opened.at());
            Server.Sight sight = server.look(session, opened.at(), true, () -> false);
            print(
                    config,
                    parts.fillings(views, new AgentView(config.source(), () -> false), null)
                            .in(sight.parts()),
                    session.backend());
        } catch (SQLException e) {
            throw new UserError("lost PostgreSQL at " + postgres + ": " + Refusal.reason(e), e);
        } finally {
            server.closeVisits();
        }
        return CommandLine.ExitCode.OK;
    }

    private void print(CollectorConfig config, List<Part> parts, Session.Backend backend) {
        Chronicle chronicle = new Chronicle(config.source(), "sample", config.every(), 1);
        List<Sample> samples = new ArrayList<>();
        for (Observation told : chronicle.tell(parts, List.of(), true)) {
            if (told instanceof Sample sample) {
                samples.add(sample);
            }
        }
        Topics topics = Topics.standard();
        WireFormat<Observation> format = WireFormat.of(topics.samples(), new SingleObjectFraming(topics));
        SampleReport report =
                SampleReport.of(parts, samples, format, backend.mayReadAll() ? null : Rights.lack(backend));
        spec.commandLine().getOut().print(json ? report.json(samples) : report.table());
        spec.commandLine().getOut().flush();
    }
}
