package dev.pgsonde.collect.change;

import dev.pgsonde.collect.config.Address;
import dev.pgsonde.collect.config.CaptureConfig;
import dev.pgsonde.collect.config.Secret;
import dev.pgsonde.collect.dial.Dial;
import dev.pgsonde.schema.Change;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;

/** Starts Debezium inside this process; every change also goes to {@code publish}. */
record DebeziumEngines(String source, Address address, Consumer<Change> publish) implements Engines {
    /** Set before anything is asked, whatever the role or the database has: nobody's functions are found by name. */
    private static final String SAFE_PATH = "-c search_path=pg_catalog,pg_temp";

    /** The driver's names of what Debezium takes by a name of its own; everything else it hands through. */
    private static final Map<String, String> NAMES = Map.of(
            "sslmode", "database.sslmode",
            "sslrootcert", "database.sslrootcert",
            "sslcert", "database.sslcert",
            "sslkey", "database.sslkey",
            "sslpassword", "database.sslpassword",
            "sslfactory", "database.sslfactory");

    /** Debezium checks the host's name, and lets neither a list nor an IPv6 address pass. */
    @Override
    public Optional<String> obstacle() {
        if (address.endpoints().size() > 1) {
            return Optional.of("a list of hosts is given, and changes are read from one; give the primary's name, or an"
                    + " address that moves with it");
        }
        return address.first().host().indexOf(':') >= 0
                ? Optional.of("the host is an IPv6 address, and changes are read by a name only; give one")
                : Optional.empty();
    }

    @Override
    public Engine start(CaptureConfig config, Consumer<Change> changes) {
        return DebeziumRun.start(properties(config), new ChangeReader(source), changes.andThen(publish));
    }

    private Properties properties(CaptureConfig config) {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "name", "pgsonde",
                "topic.prefix", "pgsonde",
                "connector.class", "io.debezium.connector.postgresql.PostgresConnector",
                "plugin.name", "pgoutput",
                "publication.name", config.publication(),
                "publication.autocreate.mode", "disabled",
                "slot.name", config.slot(),
                "slot.drop.on.stop", "true",
                "snapshot.mode", "no_data"));
        properties.putAll(Map.of(
                // what was read is confirmed from here, and the slot itself is the position
                "offset.storage", "org.apache.kafka.connect.storage.MemoryOffsetBackingStore",
                "offset.flush.interval.ms", "1000",
                "heartbeat.interval.ms", "2000",
                // the position moves with what was published, and never ahead of it
                "lsn.flush.mode", "connector",
                "status.update.interval.ms", "5000"));
        properties.putAll(Map.of(
                "tombstones.on.delete", "false",
                "skipped.operations", "none",
                "include.unknown.datatypes", "true",
                "unavailable.value.placeholder", ValueSize.UNAVAILABLE,
                "decimal.handling.mode", "string",
                "max.queue.size.in.bytes", "16777216",
                "poll.interval.ms", "200"));
        properties.putAll(Map.of(
                // a failure ends it; whether and when it starts again is decided in Capture
                "errors.max.retries", "0",
                "slot.max.retries", "0",
                "task.management.timeout.ms", "10000",
                "record.processing.threads", "1",
                "record.processing.shutdown.timeout.ms", "200"));
        connection(properties);
        return properties;
    }

    private void connection(Properties properties) {
        properties.setProperty("database.hostname", Dial.host(address.first()));
        properties.setProperty("database.port", String.valueOf(address.first().port()));
        properties.setProperty("database.user", address.user());
        Secret password = address.password();
        properties.setProperty("database.password", password == null ? "" : password.text());
        properties.setProperty("database.dbname", address.database());
        properties.setProperty("database.initial.statements", "SET application_name = 'pgsonde capture'");
        properties.setProperty("driver.connectTimeout", "5");
        Dial.options(address)
                .forEach((name, value) -> properties.setProperty(NAMES.getOrDefault(name, "driver." + name), value));
        properties.merge("driver.options", SAFE_PATH, (given, safe) -> given + " " + safe);
    }
}
