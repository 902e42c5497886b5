package dev.pgsonde.collect;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.UserCatalog;
import dev.pgsonde.catalog.UserCatalogText;
import dev.pgsonde.catalog.View;
import dev.pgsonde.collect.change.Capture;
import dev.pgsonde.collect.clock.ServerClock;
import dev.pgsonde.collect.clock.Ticks;
import dev.pgsonde.collect.config.Address;
import dev.pgsonde.collect.config.CaptureConfig;
import dev.pgsonde.collect.config.CollectorConfig;
import dev.pgsonde.collect.config.HostChoice;
import dev.pgsonde.collect.host.BackendCpu;
import dev.pgsonde.collect.host.HostFiller;
import dev.pgsonde.collect.look.Chronicle;
import dev.pgsonde.collect.look.Filler;
import dev.pgsonde.collect.publish.Outbox;
import dev.pgsonde.collect.server.Postgres;
import dev.pgsonde.collect.server.Server;
import dev.pgsonde.collect.text.StatementKinds;
import dev.pgsonde.collect.text.TextReader;
import dev.pgsonde.collect.wait.Activity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one agent is made of, as its configuration says; an agent that failed is made again of new parts. */
final class AgentParts {
    private static final Logger log = LoggerFactory.getLogger(AgentParts.class);

    private static final Path ROOT = Path.of("/");

    private final CollectorConfig config;
    private final Address address;
    private final Activity activity = new Activity();
    private final StatementKinds kinds = new StatementKinds();
    private final @Nullable HostFiller host;
    private final LongSupplier nanos;

    AgentParts(CollectorConfig config, Address address, LongSupplier nanos) {
        this.config = config;
        this.address = address;
        this.host = config.host() == HostChoice.OFF ? null : new HostFiller(ROOT, activity::backendTypes, nanos);
        this.nanos = nanos;
    }

    /** Ours, and then the user's own. */
    List<View> views() {
        Catalog ours = Catalog.standard();
        UserCatalog own =
                UserCatalog.read(config.metrics(), ours, config.metricsPreset()).trusting(config.trustedSchemas());
        UserCatalogText.brief(own).forEach(line -> log.info("{}: {}", config.source(), line));
        return Stream.concat(ours.views().stream(), own.views().stream()).toList();
    }

    Glances glances() {
        return new Glances(config.activityEvery(), activity, host);
    }

    Fillings fillings(List<View> views, AgentView agentView, @Nullable Capture capture) {
        List<Filler> fillers = new ArrayList<>(List.of(agentView, activity, kinds));
        if (host != null) {
            fillers.add(host);
        }
        if (capture != null) {
            fillers.add(capture);
        }
        return new Fillings(views, fillers);
    }

    Server server(Postgres postgres, List<View> views) {
        return new Server(postgres, views, config.capture(), config.databases(), config.limits(), nanos);
    }

    Postgres postgres() {
        BackendCpu cpu = new BackendCpu(ROOT);
        return new Postgres(address, config.limits(), nanos, pid -> isHere() ? cpu.nanos(pid) : OptionalLong.empty());
    }

    /** Whether the server's processes are those of this machine. */
    private boolean isHere() {
        return host != null && host.absence().isEmpty();
    }

    Agent agent(Postgres postgres, Outbox outbox, ServerClock clock, String agentName, SourceReports reports) {
        CaptureConfig captured = config.capture();
        Capture capture = captured == null ? null : Capture.of(captured, config.source(), address, outbox::write);
        AgentView agentView = new AgentView(config.source(), () -> capture != null && capture.isUnbounded());
        List<View> views = views();
        TextErrand texts = new TextErrand(
                config.source(),
                new TextReader(config.source(), config.texts().within(config.limits()), nanos, kinds),
                outbox);
        SamplingRound round = new SamplingRound(
                server(postgres, views),
                new Chronicle(config.source(), agentName, config.every(), config.fullEvery()),
                config.source(),
                outbox,
                capture,
                fillings(views, agentView, capture),
                agentView,
                clock,
                reports,
                texts);
        return new Agent(config.source(), postgres, round, glances(), new Ticks(config.every()), clock, nanos);
    }
}
