package dev.pgsonde.collect.check;

import dev.pgsonde.collect.check.Finding.Group;
import dev.pgsonde.collect.config.CaptureConfig;
import dev.pgsonde.collect.config.CollectorConfig;
import dev.pgsonde.collect.config.Discovery;
import dev.pgsonde.collect.publish.Broker;
import dev.pgsonde.collect.server.Postgres;
import dev.pgsonde.collect.server.Refusal;
import dev.pgsonde.collect.server.ServerCpu;
import dev.pgsonde.process.UserError;
import dev.pgsonde.schema.Topic;
import dev.pgsonde.schema.Topics;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Looks at everything that one configuration names, and tells how it is. */
record Check(CollectorConfig config, Discovery discovery, Supplier<Instant> now) {
    List<Finding> run(List<String> unusableMetrics) {
        List<Finding> findings = new ArrayList<>(postgres());
        findings.add(TransportRules.postgres(discovery.address()));
        Broker broker = new Broker(config.kafka());
        findings.add(TransportRules.kafka(config.kafka()));
        findings.addAll(KafkaRules.of(broker.inspect(topics()), broker.toString()));
        findings.addAll(AgentRules.of(AgentReader.read(config, unusableMetrics, discovery.warnings())));
        return findings;
    }

    private List<Finding> postgres() {
        Postgres postgres = new Postgres(discovery.address(), config.limits(), () -> 0, ServerCpu.UNSEEN);
        try (Connection connection = postgres.connectFirst()) {
            CaptureConfig capture = config.capture();
            ServerFacts facts = new ServerReader(postgres, connection, now).read(capture);
            List<Finding> findings = new ArrayList<>();
            findings.add(Finding.fine(
                    Group.SERVER,
                    "connection",
                    discovery.address() + " as " + discovery.address().user()));
            findings.addAll(Rule.all(ServerRules.all(), Group.SERVER, facts));
            findings.addAll(Rule.all(RoleRules.all(config), Group.SERVER, facts));
            if (capture != null) {
                findings.addAll(Rule.all(CaptureRules.all(capture), Group.SERVER, facts));
            }
            findings.addAll(DatabaseRules.of(new DatabaseReader(postgres, connection).read(config.databases())));
            return findings;
        } catch (UserError e) {
            return List.of(connection(String.valueOf(e.getMessage())));
        } catch (SQLException e) {
            return List.of(connection("lost while asking: " + Refusal.reason(e)));
        }
    }

    private static Finding connection(String trouble) {
        return Finding.trouble(Group.SERVER, "connection", trouble, "everything");
    }

    private List<Topic<?>> topics() {
        Topics topics = Topics.standard();
        List<Topic<?>> written = new ArrayList<>(List.of(topics.samples(), topics.texts(), topics.agents()));
        if (config.capture() != null) {
            written.add(topics.changes());
        }
        return written;
    }
}
