package dev.pgsonde.local.stack;

import dev.pgsonde.local.stack.Program.Farewell;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * A database to watch: what to call it, how to reach it, how often to look, whether to read its changes too, and what
 * else its configuration says.
 */
public record CollectorPlan(
        String source, String jdbcUrl, String user, String password, Duration every, boolean capture, Tuning tuning) {
    private static final int HEAP_MB = 128;
    private static final int HEAP_WITH_CAPTURE_MB = 160;

    /** How much heap the agent gets, and lines of its configuration beside those that every plan writes. */
    public record Tuning(int heapMb, List<String> lines) {
        public Tuning {
            lines = List.copyOf(lines);
        }
    }

    public CollectorPlan(String source, String jdbcUrl, String user, String password, Duration every, boolean capture) {
        this(
                source,
                jdbcUrl,
                user,
                password,
                every,
                capture,
                new Tuning(capture ? HEAP_WITH_CAPTURE_MB : HEAP_MB, List.of()));
    }

    PipelineProcess process(KafkaAccess kafka, DataDirectory data, String name) {
        String config = """
                source: %s
                postgres:
                  url: %s
                  password: ${file:%s}
                kafka: %s
                every: %dms
                """.formatted(
                        quoted(source),
                        quoted(jdbcUrl + (jdbcUrl.contains("?") ? "&" : "?") + "user="
                                + URLEncoder.encode(user, StandardCharsets.UTF_8)),
                        data.secret(name + ".password", password),
                        kafka.yaml(),
                        every.toMillis());
        config += tuning.lines().stream().map(line -> line + "\n").collect(Collectors.joining());
        return new PipelineProcess(
                name,
                "collectors",
                "dev.pgsonde.collect.CollectorMain",
                tuning.heapMb(),
                capture ? config + "capture:\n  slot: " + slot() + "\n" : config,
                Farewell.ASKED_FIRST);
    }

    /** The same each time, so that the next run removes what a killed one left; never that of an agent in production. */
    private String slot() {
        CRC32 sum = new CRC32();
        sum.update(source.getBytes(StandardCharsets.UTF_8));
        return "pgsonde_local_" + Long.toHexString(sum.getValue());
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Without the password. */
    @Override
    public String toString() {
        return source;
    }
}
