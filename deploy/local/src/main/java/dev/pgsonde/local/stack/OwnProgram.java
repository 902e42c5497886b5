package dev.pgsonde.local.stack;

import dev.pgsonde.local.stack.Program.Farewell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One of our classes as a process of its own, on the jars of {@code module}. It must end when its standard input ends.
 *
 * @param flags of the JVM
 */
public record OwnProgram(String name, String module, List<String> flags, String main, List<String> arguments) {
    public OwnProgram {
        flags = List.copyOf(flags);
        arguments = List.copyOf(arguments);
    }

    /** Classes of the command itself come along, so that they may use what only that module has. */
    Program program(Workplace at) {
        List<Path> classPath = new ArrayList<>(at.home().jars(module));
        at.home().jars("deploy/local").stream()
                .filter(jar -> jar.getFileName().toString().startsWith("pgsonde-local-"))
                .forEach(classPath::add);
        return new JavaProgram(name, classPath, List.of(), flags, main, arguments)
                .in(at.data(), List.of(), Farewell.KILLED_FIRST);
    }
}
