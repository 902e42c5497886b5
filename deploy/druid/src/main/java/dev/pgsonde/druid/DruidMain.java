package dev.pgsonde.druid;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.apache.druid.java.util.common.FileUtils;
import org.apache.druid.java.util.common.logger.Logger;

/** Every Druid service of a small cluster, and the ZooKeeper they meet on, in one process. */
public final class DruidMain {
    private static final Logger log = new Logger(DruidMain.class);
    private static final String WITH_PARENT = "--with-parent";
    private static final String PASSWORD = "PGSONDE_DRUID_PASSWORD";
    /** In {@code persistent/task/slot<N>/<task>}; another version of Druid may have it elsewhere. */
    private static final Path WORK = Path.of("work");

    private static final int DEPTH_OF_WORK = 5;

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private DruidMain() {}

    public static void main(String[] args) throws Exception {
        List<String> arguments = List.of(args);
        if (arguments.isEmpty() || !List.of(WITH_PARENT).containsAll(arguments.subList(1, arguments.size()))) {
            System.err.println("usage: DruidMain <conf dir> [" + WITH_PARENT + "]");
            System.exit(2);
        }
        if (arguments.contains(WITH_PARENT)) {
            ParentWatch.start();
        }
        Path data = Path.of(required("pgsonde.druid.data"));
        int zookeeperPort = Integer.parseInt(required("pgsonde.druid.zookeeper.port"));
        ZooKeeperPassword.require("pgsonde", password());
        useOwnFiles(data);
        deleteWork(data.resolve("task"));
        run(new Cluster(Path.of(arguments.get(0)), data, zookeeperPort));
    }

    private static void run(Cluster cluster) {
        StopHook.install(cluster::stop);
        try {
            cluster.start();
        } catch (Exception e) {
            log.error(e, "druid did not start");
            System.exit(1); // threads of the services that did start would keep this process alive
        }
        System.out.println("druid: every service has started");
    }

    /** Keeps what libraries write beside the data: native libraries they unpack, and Derby's log. */
    private static void useOwnFiles(Path data) throws IOException {
        // Derby keeps the supervisor specs, and a spec may hold a password for Kafka.
        Files.createDirectories(data, OWNER_ONLY);
        Path temporary = data.resolve("tmp");
        FileUtils.deleteDirectory(temporary.toFile());
        Files.createDirectories(temporary);
        System.setProperty("java.io.tmpdir", temporary.toString());
        System.setProperty("derby.stream.error.file", data.resolve("derby.log").toString());
    }

    /** What tasks have read and not published yet: a restored task would count the record again at which it wrote it. */
    private static void deleteWork(Path tasks) throws IOException {
        if (!Files.exists(tasks)) {
            return;
        }
        List<Path> work;
        try (Stream<Path> all = Files.find(tasks, DEPTH_OF_WORK, (path, any) -> path.endsWith(WORK))) {
            work = all.toList();
        }
        for (Path directory : work) {
            FileUtils.deleteDirectory(directory.toFile());
        }
    }

    /** In the environment, since everybody can read what stands on a command line. */
    private static String password() {
        String password = System.getenv(PASSWORD);
        if (password == null || password.isEmpty()) {
            throw new IllegalArgumentException(
                    "the environment variable " + PASSWORD + " is not set: nobody could log in");
        }
        return password;
    }

    private static String required(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new IllegalArgumentException("the system property " + property + " is not set");
        }
        return value;
    }
}
