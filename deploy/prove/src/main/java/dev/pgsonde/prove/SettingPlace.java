package dev.pgsonde.prove;

import dev.pgsonde.local.stack.ScratchServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A file in which settings are: that of ALTER SYSTEM, or one that somebody manages. */
sealed interface SettingPlace {
    ScratchServer server();

    String name();

    Path file();

    /** As ALTER SYSTEM writes it, or as people do. */
    default void write(List<String> order, Map<String, List<String>> values) {
        List<String> lines = new ArrayList<>();
        for (String name : order) {
            List<String> value = values.get(name);
            lines.add(value == null ? "#" : name + " = " + quoted(value));
        }
        server().write(file(), lines);
    }

    default List<String> lines() throws IOException {
        return Files.readAllLines(file());
    }

    /** In quotes, as the server reads it from a file. */
    static String quoted(List<String> value) {
        String whole = value.size() == 1
                ? value.get(0)
                : value.stream().map(SettingPlace::element).collect(Collectors.joining(", "));
        return "'" + whole.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    private static String element(String name) {
        return name.matches("[a-z_][a-z0-9_]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Of ALTER SYSTEM. */
    record Auto(ScratchServer server) implements SettingPlace {
        @Override
        public String name() {
            return "postgresql.auto.conf";
        }

        @Override
        public Path file() {
            return server.data().resolve(name());
        }
    }

    /** Of somebody else. */
    record Managed(ScratchServer server) implements SettingPlace {
        @Override
        public String name() {
            return ScratchServer.MANAGED;
        }

        @Override
        public Path file() {
            return server.data().resolve(name());
        }
    }
}
