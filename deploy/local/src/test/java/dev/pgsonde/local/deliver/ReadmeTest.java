package dev.pgsonde.local.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.local.stack.TestSurroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the README shows is what is compiled here. */
class ReadmeTest {
    private static final int MARGIN = 8;

    @Test
    void theExampleInJavaIsTheOneThatCompiles() throws IOException {
        Path repository = TestSurroundings.repository();
        List<String> lines = Files.readAllLines(
                repository.resolve("deploy/local/src/test/java/dev/pgsonde/local/deliver/AlertsOnYourOwn.java"));
        List<String> example =
                lines
                        .subList(lines.indexOf("        // example") + 1, lines.indexOf("        // end of example"))
                        .stream()
                        .map(line -> line.substring(Math.min(MARGIN, line.length())))
                        .toList();

        assertThat(example).hasSizeBetween(8, 15);
        assertThat(Files.readString(repository.resolve("streams/README.md")))
                .contains("```java\n" + String.join("\n", example) + "\n```");
    }
}
