package dev.pgsonde.local.stack;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Java program on a class path of its own, with the Java that runs us. */
record JavaProgram(
        String name,
        List<Path> classPath,
        List<Path> flagFiles,
        List<String> flags,
        String main,
        List<String> arguments) {
    JavaProgram {
        classPath = List.copyOf(classPath);
        flagFiles = List.copyOf(flagFiles);
        flags = List.copyOf(flags);
        arguments = List.copyOf(arguments);
    }

    /** Two hundred jars would make a command line that nobody can read, so that they go to a file. */
    Program in(DataDirectory data, List<String> moreFlags, Program.Farewell farewell) {
        Path options = data.secret(name + ".java", "-cp\n" + quoted(classPathAsText()) + "\n");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        flagFiles.forEach(file -> command.add("@" + file));
        command.addAll(flags);
        command.add("-XX:-UsePerfData"); // a kill would leave its file behind, as it would what native libraries unpack
        command.add("-XX:ErrorFile=" + data.log(name + "-crash"));
        command.add("-Djava.io.tmpdir=" + data.directory("tmp"));
        command.addAll(moreFlags);
        command.add("@" + options);
        command.add(main);
        command.addAll(arguments);
        return new Program(name, command, data.log(name), farewell);
    }

    private String classPathAsText() {
        return classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** As java(1) wants what is in a file of options. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** What decides whether saved classes fit: the jars, and how the JVM is run. */
    Stream<Path> files() {
        return Stream.concat(classPath.stream(), flagFiles.stream());
    }
}
