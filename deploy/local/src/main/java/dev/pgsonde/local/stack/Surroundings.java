package dev.pgsonde.local.stack;

import java.io.PrintStream;
import java.util.Map;

/** What a subcommand needs to know of the world, found out once by the main program. */
public record Surroundings(Home home, Map<String, String> environment, Progress progress, PrintStream out) {
    public Surroundings {
        environment = Map.copyOf(environment);
    }
}
