package dev.pgsonde.local.stack;

import java.nio.file.Path;
import java.util.List;

/** A collector, or the streams: its module's own jars, and a configuration that only we can read. */
record PipelineProcess(String name, String module, String main, int heapMb, String config, Program.Farewell farewell) {
    Program program(Workplace at) {
        Path file = at.data().secret(name + ".yaml", config);
        JavaProgram program = new JavaProgram(
                name,
                at.home().jars(module),
                List.of(),
                List.of(
                        "-Xmx" + heapMb + "m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Dfile.encoding=UTF-8"),
                main,
                List.of("--config", file.toString(), "--with-parent"));
        return program.in(at.data(), List.of(), farewell);
    }
}
