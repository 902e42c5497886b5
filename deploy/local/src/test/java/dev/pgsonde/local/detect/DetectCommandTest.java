package dev.pgsonde.local.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DetectCommandTest {
    private static final int ONSET = 300;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory = Path.of("");

    @Test
    void aStepIsToldOnceWithItsOnsetAndGuards() throws IOException {
        assertThat(run(stepped(1.25), "-", "--json")).isZero();

        JsonNode verdicts = new ObjectMapper().readTree(out.toString()).get("verdicts");
        assertThat(verdicts).hasSize(1);
        JsonNode verdict = verdicts.get(0);
        assertThat(verdict.get("onset").asInt()).isBetween(ONSET - 2, ONSET + 2);
        assertThat(verdict.get("decidedAt").asInt()).isBetween(ONSET, ONSET + 12);
        assertThat(verdict.get("ratio").asDouble()).isCloseTo(1.25, within(0.05));
        assertThat(verdict.get("direction").asText()).isEqualTo("up");
        assertThat(verdict.get("guards").get("score").get("passed").asBoolean()).isTrue();
        assertThat(verdict.get("guards").get("score").get("value").asDouble())
                .isGreaterThan(verdict.get("guards").get("score").get("limit").asDouble());
    }

    @Test
    void calmIsNoVerdict() {
        assertThat(run(stepped(1), "-")).isZero();
        assertThat(out).hasToString("no change in 360 windows" + System.lineSeparator());
    }

    @Test
    void aFloorAboveTheChangeSilencesIt() {
        run(stepped(1.25), "-", "--floor", "0.5");

        assertThat(out.toString()).startsWith("no change");
    }

    @Test
    void peopleReadALineForEachChange() throws IOException {
        Path file = Files.writeString(directory.resolve("series.csv"), stepped(2));

        assertThat(run("", file.toString())).isZero();
        assertThat(out.toString()).startsWith("row ").contains(": up to ", "decided at row", "score");
    }

    @Test
    void wrongUsageIsSaid() {
        assertThat(run("", "-", "--tier", "loud")).isEqualTo(2);
        assertThat(err.toString()).contains("--tier must be warn or page, not loud");
        assertThat(run("", "-", "--floor", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--floor must be above 0");
    }

    private int run(String input, String... arguments) {
        CommandLine command =
                new CommandLine(new DetectCommand(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8))));
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        return command.execute(arguments);
    }

    private static String stepped(double factor) {
        Random random = new Random(3);
        StringBuilder text = new StringBuilder("t,numerator,denominator\n");
        for (int n = 0; n < ONSET + 60; n++) {
            double level = 1600 * Math.exp(0.05 * random.nextGaussian()) * (n < ONSET ? 1 : factor);
            text.append(String.format(Locale.ROOT, "%d,%.0f,500%n", n, 500 * level));
        }
        return text.toString();
    }
}
