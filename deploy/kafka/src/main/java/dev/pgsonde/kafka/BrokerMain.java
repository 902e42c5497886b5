package dev.pgsonde.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One Kafka node, broker and controller at once, that formats its log directory the first time. */
public final class BrokerMain {
    private static final Logger log = LoggerFactory.getLogger(BrokerMain.class);
    private static final String WITH_PARENT = "--with-parent";
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private BrokerMain() {}

    public static void main(String[] args) throws IOException {
        List<String> arguments = List.of(args);
        if (arguments.isEmpty() || !List.of(WITH_PARENT).containsAll(arguments.subList(1, arguments.size()))) {
            System.err.println("usage: BrokerMain <server.properties> [" + WITH_PARENT + "]");
            System.exit(2);
        }
        if (arguments.contains(WITH_PARENT)) {
            ParentWatch.start();
        }
        run(Path.of(arguments.get(0)));
    }

    private static void run(Path file) throws IOException {
        Properties settings = read(file);
        formatIfNew(file, settings);
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
        StopHook.install(server::shutdown);
        try {
            server.startup();
        } catch (RuntimeException e) {
            log.error("the broker did not start", e);
            System.exit(1); // threads of a half-started server would keep this process alive
        }
        server.awaitShutdown();
    }

    private static Properties read(Path file) throws IOException {
        Properties settings = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            settings.load(in);
        }
        return settings;
    }

    private static void formatIfNew(Path file, Properties settings) throws IOException {
        Path logs = Path.of(settings.getProperty("log.dirs"));
        if (Files.exists(logs.resolve("meta.properties"))) {
            return;
        }
        Files.createDirectories(logs, OWNER_ONLY);
        String cluster = Uuid.randomUuid().toString();
        String[] format = {
            "format",
            "--config",
            file.toString(),
            "--cluster-id",
            cluster,
            "--ignore-formatted",
            "--add-scram",
            user(settings)
        };
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        if (StorageTool.execute(format, new PrintStream(said, true, UTF_8)) != 0) {
            throw new IllegalStateException("could not format " + logs + ": " + said.toString(UTF_8));
        }
    }

    /** Within this process, so that the password is on no command line. */
    private static String user(Properties settings) {
        return "SCRAM-SHA-512=[name=" + required(settings, "pgsonde.client.user") + ",password="
                + required(settings, "pgsonde.client.password") + "]";
    }

    private static String required(Properties settings, String name) {
        String value = settings.getProperty(name);
        if (value == null) {
            throw new IllegalArgumentException("the settings do not say " + name + ": nobody could log in");
        }
        return value;
    }
}
