package dev.pgsonde.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs commands to their end. */
final class Shell {
    private static final long PATIENCE_SECONDS = 240;

    /** How a command ended, and all it said. */
    record Outcome(int code, String said) {
        String succeeded() {
            assertThat(code).as(said).isZero();
            return said;
        }
    }

    private Shell() {}

    static Outcome run(String... command) {
        return run(Map.of("DEBIAN_FRONTEND", "noninteractive"), List.of(command));
    }

    static Outcome run(Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " does not end");
            }
            return new Outcome(process.exitValue(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    static boolean has(String program) {
        return run("sh", "-c", "command -v " + program).code() == 0;
    }
}
