package dev.pgsonde.local.stack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to run as a child process: a name for people, the command line, the file that takes what it prints, and what its
 * environment holds beside ours. Secrets stand there and not on the command line, which everybody can read.
 */
record Program(String name, List<String> command, Path log, Farewell farewell, Map<String, String> environment) {
    /** How it is ended when everything is. What it knows is deleted with it, so that few have to end in peace. */
    enum Farewell {
        /** It has to tidy up elsewhere, and needs the others for that. */
        ASKED_FIRST,
        /** Nobody else needs it. */
        KILLED_FIRST,
        /** It would leave something behind in the system. */
        ASKED_LAST,
        /** Those who are asked first need it. */
        KILLED_LAST
    }

    Program {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    Program(String name, List<String> command, Path log, Farewell farewell) {
        this(name, command, log, farewell, Map.of());
    }

    Program with(Map<String, String> variables) {
        return new Program(name, command, log, farewell, variables);
    }

    /** Something that ends by itself when it is done. */
    static Program tool(String name, List<String> command, DataDirectory data) {
        return new Program(name, command, data.log(name), Farewell.KILLED_FIRST);
    }

    /** Without the environment. */
    @Override
    public String toString() {
        return name + " " + command;
    }
}
