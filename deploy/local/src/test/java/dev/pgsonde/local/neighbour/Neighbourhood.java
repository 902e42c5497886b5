package dev.pgsonde.local.neighbour;

import dev.pgsonde.local.stack.Stack;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A stack as another user of this machine sees it: its ports, its files, its processes. */
public final class Neighbourhood {
    /** What every kind of process is recognised by. */
    private static final Map<String, String> KINDS = Map.of(
            "dev.pgsonde.kafka.BrokerMain", "kafka",
            "dev.pgsonde.druid.DruidMain", "druid",
            "/bin/postgres", "postgres");

    private static final Pattern CONTROLLERS = Pattern.compile("user_node=\"([^\"]+)\"");

    private final Stack stack;
    private final Path scratch;

    /** {@code scratch} is an empty directory that others can reach. */
    public Neighbourhood(Stack stack, Path scratch) {
        this.stack = stack;
        this.scratch = scratch;
    }

    /** Only root can be somebody else. */
    public static boolean canBeSeen() throws IOException {
        return Neighbour.canBe();
    }

    /** All that the neighbour tries with the ports, which he knows. */
    public List<Outcome> attempts() throws IOException {
        return Neighbour.attempt(
                scratch,
                ports().entrySet().stream()
                        .map(port -> port.getValue() + ":" + port.getKey())
                        .toList());
    }

    /** The same attempts of somebody who has the passwords: what these do not get, the neighbour's do not try. */
    public Map<String, Long> gainsWithPassword(boolean druid) throws IOException {
        Map<String, String> passwords = new LinkedHashMap<>();
        passwords.put("kafka", String.valueOf(stack.kafka().access().password()));
        passwords.put("postgres", stack.postgres().get(0).password());
        passwords.put("druid", druid ? stack.druid().login().password() : "");
        return ports().entrySet().stream()
                .flatMap(port ->
                        Attempts.of(port.getValue(), port.getKey(), passwords.getOrDefault(port.getValue(), ""))
                                .stream())
                .filter(Outcome::got)
                .collect(Collectors.groupingBy(
                        outcome -> outcome.what().replaceAll("[ :].*", ""),
                        java.util.TreeMap::new,
                        Collectors.counting()));
    }

    /** Each port of each process that we started, and what listens there. */
    private Map<Integer, String> ports() {
        Map<Integer, String> ports = new LinkedHashMap<>();
        for (ProcessHandle process : processes()) {
            Set<Integer> open = ListeningPorts.of(process);
            if (!open.isEmpty()) {
                open.forEach(port -> ports.put(port, kind(process)));
            }
        }
        return ports;
    }

    private static List<ProcessHandle> processes() {
        return ProcessHandle.current().descendants().toList();
    }

    private static String kind(ProcessHandle process) {
        String line = process.info().commandLine().orElse("");
        return KINDS.entrySet().stream()
                .filter(kind -> line.contains(kind.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody tries the ports of " + line));
    }

    /** Files of the stack that the neighbour can read or write, but for PostgreSQL's programs, which are public. */
    public List<String> openFiles() throws IOException {
        String all = String.join("\n", files()) + "\n";
        String ask = "while IFS= read -r f; do if [ -r \"$f\" ] || [ -w \"$f\" ]; then echo \"$f\"; fi; done";
        return Neighbour.run(List.of("/bin/sh", "-c", ask), all);
    }

    private List<String> files() throws IOException {
        List<String> files = new ArrayList<>();
        Files.walkFileTree(stack.data().path(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                boolean programs = Files.exists(directory.resolve("bin/postgres"));
                files.add(programs ? directory.resolve("data").toString() : directory.toString());
                return programs ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.add(file.toString());
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE; // it has just been deleted
            }
        });
        return files;
    }

    /** Passwords on command lines, which everybody can read, and environments that the neighbour can read. */
    public List<String> toldByProcesses() throws IOException {
        List<String> told = new ArrayList<>();
        List<String> secrets = secrets();
        for (ProcessHandle process : processes()) {
            String proc = "/proc/" + process.pid();
            String line = String.join("", Neighbour.run(List.of("/bin/cat", proc + "/cmdline"), ""));
            secrets.stream().filter(line::contains).forEach(any -> told.add("a password in " + line));
            for (String file : List.of("environ", "mem", "maps", "fd/0")) {
                if (!Neighbour.run(List.of("/usr/bin/head", "-c1", proc + "/" + file), "")
                        .isEmpty()) {
                    told.add(proc + "/" + file);
                }
            }
        }
        return told;
    }

    private List<String> secrets() throws IOException {
        Matcher controllers =
                CONTROLLERS.matcher(Files.readString(stack.data().path().resolve("kafka.properties")));
        if (!controllers.find()) {
            throw new AssertionError("the controllers have no password");
        }
        List<String> secrets = new ArrayList<>(List.of(
                controllers.group(1), String.valueOf(stack.kafka().access().password())));
        stack.postgres().forEach(server -> secrets.add(server.password()));
        return secrets;
    }
}
