package dev.pgsonde.packages;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The installed unit, and its commands run as its user with its environment, for a machine that systemd does not run. */
record Unit(Map<String, List<String>> settings) {
    static final Path FILE = Path.of("/lib/systemd/system/pgsonde-agent.service");

    static Unit read() throws IOException {
        Map<String, List<String>> settings = new TreeMap<>();
        for (String line : Files.readAllLines(FILE)) {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("#")) {
                settings.computeIfAbsent(line.substring(0, equals), key -> new ArrayList<>())
                        .add(line.substring(equals + 1));
            }
        }
        return new Unit(settings);
    }

    List<String> all(String key) {
        return settings.getOrDefault(key, List.of());
    }

    String one(String key) {
        List<String> values = all(key);
        if (values.size() != 1) {
            throw new AssertionError(key + " should be there once: " + values);
        }
        return values.get(0);
    }

    /** Runs a command of the unit to its end. */
    Shell.Outcome run(String command, long mainPid) throws IOException {
        return Shell.run(environment(), asItsUser(command, mainPid));
    }

    /** Starts what ExecStart says, which goes on. */
    Process start(Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(asItsUser(one("ExecStart"), 0))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()));
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/local/bin:/usr/bin:/bin");
        builder.environment().putAll(environment());
        return builder.start();
    }

    private List<String> asItsUser(String command, long mainPid) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                "env",
                "--default-signal", // as systemd starts it; under nohup a JVM would ignore SIGHUP
                "setpriv",
                "--reuid=" + one("User"),
                "--regid=" + one("Group"),
                "--clear-groups",
                "--no-new-privs",
                "--bounding-set=-all",
                "--inh-caps=-all"));
        for (String word : command.split(" ", -1)) {
            String expanded = word.replace("$MAINPID", String.valueOf(mainPid));
            for (Map.Entry<String, String> variable : environment().entrySet()) {
                expanded = expanded.replace("${" + variable.getKey() + "}", variable.getValue());
            }
            words.add(expanded);
        }
        return words;
    }

    private Map<String, String> environment() throws IOException {
        List<String> lines = new ArrayList<>(all("Environment"));
        for (String file : all("EnvironmentFile")) {
            Path path = Path.of(file.replaceFirst("^-", ""));
            if (Files.exists(path)) {
                lines.addAll(Files.readAllLines(path));
            }
        }
        Map<String, String> environment = new TreeMap<>();
        lines.stream().filter(line -> line.matches("[A-Z_]+=.*")).forEach(line -> {
            int equals = line.indexOf('=');
            environment.put(line.substring(0, equals), line.substring(equals + 1));
        });
        return environment;
    }
}
