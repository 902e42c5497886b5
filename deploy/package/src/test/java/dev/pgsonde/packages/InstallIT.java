package dev.pgsonde.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgsonde.local.stack.DataDirectory;
import dev.pgsonde.local.stack.Home;
import dev.pgsonde.local.stack.Postgres;
import dev.pgsonde.local.stack.PostgresPlan;
import dev.pgsonde.local.stack.Stack;
import dev.pgsonde.local.stack.StackPlan;
import dev.pgsonde.local.stack.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of the Debian package on the machine that runs the test, which must be one's own: it installs, and purges. */
class InstallIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path CONFIG = Path.of("/etc/pgsonde/agent.yaml");
    private static final Path SECRETS = Path.of("/etc/pgsonde/environment");
    private static final Path SPOOL = Path.of("/var/lib/pgsonde/spool");
    private static final Path WAITING = SPOOL.resolve("waiting");
    private static final Path AGENT = Path.of("/usr/share/pgsonde-agent");
    private static final String ASKED = "pgsonde.install";
    private static final String PASSWORD = "hunter2";
    private static final double MOST_EXPOSED = 2.0;

    @TempDir
    private Path folder;

    private boolean ours;
    private int several;

    @BeforeEach
    void install() throws IOException {
        assumeTrue(
                Boolean.getBoolean(ASKED), "installs on this machine, and so must be asked for: -D" + ASKED + "=true");
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can install a package");
        assumeTrue(Shell.has("dpkg-deb") && Shell.has("apt-get"), "this machine has no apt");
        assumeTrue(
                !Files.exists(AGENT)
                        && !Files.exists(CONFIG)
                        && Shell.run("id", "pgsonde").code() != 0,
                "a pgsonde-agent that is not ours is, or was, installed here");
        ours = true;
        apt("install", Packed.built(".deb").toString());
    }

    @AfterEach
    void purge() {
        if (ours) {
            Shell.run("dpkg", "--purge", "pgsonde-agent");
        }
    }

    @Test
    void whatIsInstalledIsTheUsersAloneAndFailsInOneLineUntilItIsConfigured() throws IOException {
        assertThat(Shell.run("stat", "-c", "%U:%G %a", CONFIG.toString()).said())
                .isEqualTo("root:pgsonde 640\n");
        assertThat(Shell.run("stat", "-c", "%U:%G %a", "/etc/pgsonde").said()).isEqualTo("root:pgsonde 750\n");
        assertThat(Shell.run("id", "-un", "pgsonde").succeeded()).isEqualTo("pgsonde\n");
        Unit unit = Unit.read();
        Shell.Outcome start = unit.run(unit.one("ExecStartPre"), 0);
        assertThat(start.code()).isEqualTo(1);
        assertThat(start.said().lines())
                .containsExactly("pgsonde agent: " + CONFIG + ": has only comments as yet; fill in its keys");
        told("not configured: " + start.said().strip());
    }

    @Test
    void systemdUnderstandsTheUnitAndFindsItHardlyExposed() {
        assumeTrue(Shell.has("systemd-analyze"), "no systemd-analyze here");
        Shell.Outcome verified = Shell.run("systemd-analyze", "verify", "--man=no", Unit.FILE.toString());
        assertThat(verified.succeeded()).doesNotContain("pgsonde-agent");
        String judged = Shell.run("systemd-analyze", "security", "--offline=true", "--no-pager", Unit.FILE.toString())
                .said()
                .lines()
                .filter(line -> line.contains("Overall exposure level"))
                .findFirst()
                .orElseThrow();
        told(judged.strip());
        assertThat(Double.parseDouble(judged.replaceAll(".*: ([0-9.]+) .*", "$1")))
                .isLessThan(MOST_EXPOSED);
    }

    @Test
    void itRunsAsItsUserReloadsIsUpgradedAndIsRemovedWithoutATrace() throws Exception {
        Home home = Home.of(Path.of("../..").toAbsolutePath().normalize(), folder);
        Surroundings world = new Surroundings(home, Map.of(), new Silent(), System.out);
        StackPlan plan =
                StackPlan.with(PostgresPlan.of(17, Map.of("fsync", "off"))).withoutDruid();
        Stack.run(world, DataDirectory.create(null, Path.of("/tmp")), plan, stack -> {
            configure(stack);
            several = stack.port("HTTP", 0);
            try (SamplesTopic samples = new SamplesTopic(stack.kafka().access())) {
                runs(samples);
            }
            return stack;
        });
        upgrades();
        isRemoved();
    }

    private static void configure(Stack stack) throws SQLException, IOException {
        Postgres postgres = stack.postgres().get(0);
        try (Connection connection = postgres.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE pgsonde LOGIN PASSWORD '" + PASSWORD + "'");
            statement.execute("GRANT pg_monitor TO pgsonde");
        }
        Files.createFile(SECRETS, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(SECRETS, "PGSONDE_PASSWORD=" + PASSWORD + "\n");
        Files.writeString(
                CONFIG, """
                source: packaged
                postgres:
                  url: postgresql://pgsonde@127.0.0.1:%d/postgres
                  password: ${PGSONDE_PASSWORD}
                kafka: %s
                every: 1s
                host: off
                """.formatted(postgres.port(), stack.kafka().access().yaml()));
    }

    private void runs(SamplesTopic samples) throws IOException, InterruptedException {
        Unit unit = Unit.read();
        Path log = folder.resolve("log");
        assertThat(unit.run(unit.one("ExecStartPre"), 0).succeeded()).isEmpty();
        Process agent = unit.start(log);
        try {
            await(agent, log).until(() -> samples.with("agent_started") == 1 && samples.with("packaged") > 2);
            runsAsItsUser(agent);
            refusesABadConfiguration(unit, agent);
            agent = takesOverAGoodOne(unit, agent, samples, log);
            standsByAndIsReady(unit, samples);
            agent.destroy();
            assertThat(agent.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(unit.one("SuccessExitStatus").split(" ")).contains(String.valueOf(agent.exitValue()));
            assertThat(Files.readString(log)).doesNotContain(PASSWORD);
        } finally {
            agent.destroyForcibly();
        }
    }

    private static void runsAsItsUser(Process agent) throws IOException {
        String user = Shell.run("id", "-u", "pgsonde").said().strip();
        List<String> status = Files.readAllLines(Path.of("/proc", String.valueOf(agent.pid()), "status"));
        assertThat(status)
                .contains("Uid:\t%1$s\t%1$s\t%1$s\t%1$s".formatted(user))
                .contains("CapEff:\t0000000000000000")
                .contains("CapBnd:\t0000000000000000")
                .contains("NoNewPrivs:\t1");
        String resident = status.stream()
                .filter(line -> line.startsWith("VmRSS"))
                .findFirst()
                .orElseThrow();
        told("runs as " + user + " without any capability, " + resident.replaceAll("\\s+", " "));
    }

    private static void refusesABadConfiguration(Unit unit, Process agent) throws IOException {
        String good = Files.readString(CONFIG);
        Files.writeString(CONFIG, good + "evry: 2s\n");
        Shell.Outcome reload = unit.run(unit.all("ExecReload").get(0), agent.pid());
        assertThat(reload.code()).isEqualTo(1);
        assertThat(reload.said().lines()).singleElement().asString().contains("unknown key evry");
        assertThat(agent.isAlive()).isTrue();
        told("reload refused: " + reload.said().strip());
        Files.writeString(CONFIG, good.replace("every: 1s", "every: 2s"));
    }

    private static Process takesOverAGoodOne(Unit unit, Process agent, SamplesTopic samples, Path log)
            throws IOException, InterruptedException {
        for (String command : unit.all("ExecReload")) {
            unit.run(command, agent.pid()).succeeded();
        }
        assertThat(agent.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(unit.one("RestartForceExitStatus").split(" ")).contains(String.valueOf(agent.exitValue()));
        Process next = unit.start(log);
        await(next, log).until(() -> samples.with("agent_started") == 2);
        told("reloaded: ended with " + agent.exitValue() + ", started again, second agent_started on the topic");
        return next;
    }

    private void standsByAndIsReady(Unit unit, SamplesTopic samples) throws IOException, InterruptedException {
        SeveralAgents agents = SeveralAgents.configure(CONFIG, several);
        assertThat(unit.run(unit.one("ExecStartPre"), 0).succeeded()).isEmpty();
        Path log = folder.resolve("several.log");
        Process process = unit.start(log);
        try {
            await(process, log)
                    .until(() -> samples.with("besides") > 2
                            && agents.asked("readyz").equals("200 ready\n"));
            assertThat(agents.asked("healthz")).startsWith("200 alive\n");
            assertThat(agents.asked("metrics"))
                    .contains("pgsonde_agent_active{source=\"packaged\"} 0")
                    .contains("pgsonde_agent_active{source=\"besides\"} 1");
            process.destroy();
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        told("a directory of two configurations: one stands by and is ready, one samples");
    }

    private void upgrades() throws IOException {
        Shell.run("install", "-d", "-o", "pgsonde", "-m", "750", SPOOL.toString())
                .succeeded();
        Files.writeString(WAITING, "records");
        String config = Files.readString(CONFIG);
        Path unpacked = folder.resolve("newer");
        Shell.run("dpkg-deb", "-R", Packed.built(".deb").toString(), unpacked.toString())
                .succeeded();
        Path control = unpacked.resolve("DEBIAN/control");
        Files.writeString(control, Files.readString(control).replaceFirst("Version: .*", "Version: 99.0.0"));
        Path template = unpacked.resolve("etc/pgsonde/agent.yaml");
        Files.writeString(template, Files.readString(template) + "# one more line in the newer template\n");
        Shell.run(
                        "dpkg-deb",
                        "-Znone",
                        "-b",
                        unpacked.toString(),
                        folder.resolve("newer.deb").toString())
                .succeeded();
        apt("install", folder.resolve("newer.deb").toString());
        assertThat(Shell.run("dpkg-query", "-W", "-f", "${Version} ${Status}", "pgsonde-agent")
                        .said())
                .isEqualTo("99.0.0 install ok installed");
        assertThat(CONFIG).hasContent(config);
        assertThat(Shell.run("stat", "-c", "%U:%G %a", CONFIG.toString()).said())
                .isEqualTo("root:pgsonde 640\n");
        assertThat(WAITING).hasContent("records");
        Unit unit = Unit.read();
        unit.run(unit.one("ExecStartPre"), 0).succeeded();
        told("upgraded to 99.0.0: configuration and spool are as they were");
    }

    private static void isRemoved() {
        apt("remove", "pgsonde-agent");
        assertThat(AGENT).doesNotExist();
        assertThat(CONFIG).exists();
        assertThat(WAITING).exists();
        Shell.run("dpkg", "--purge", "pgsonde-agent").succeeded();
        for (String trace : List.of("/etc/pgsonde", "/etc/default/pgsonde-agent", "/var/lib/pgsonde")) {
            assertThat(Path.of(trace)).doesNotExist();
        }
        assertThat(Unit.FILE).doesNotExist();
        assertThat(Shell.run("id", "pgsonde").code()).isNotZero();
        assertThat(Shell.run("dpkg-query", "-W", "pgsonde-agent").code()).isNotZero();
        told("removed with its configuration kept, then purged without a trace");
    }

    private static ConditionFactory await(Process agent, Path log) {
        return Awaitility.await().atMost(PATIENCE).failFast(() -> {
            assertThat(agent.isAlive()).as(() -> read(log)).isTrue();
        });
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "no log: " + e.getMessage();
        }
    }

    private static void apt(String command, String what) {
        Shell.run(
                        "apt-get",
                        command,
                        "-y",
                        "-q",
                        "--no-install-recommends",
                        "-o",
                        "DPkg::Lock::Timeout=120",
                        "-o",
                        "Dpkg::Options::=--force-confold",
                        what)
                .succeeded();
    }

    /** A report that somebody reads in the build's log, in place of the trust that a green line asks for. */
    private static void told(String line) {
        System.out.println("package: " + line);
    }
}
