package dev.pgsonde.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.local.stack.Surroundings;
import dev.pgsonde.local.stack.TestSurroundings;
import dev.pgsonde.local.stack.ToldProgress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ProveCommandTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Coins coins = new Coins();

    @Test
    void aPartThatHasAResultIsNotRunAgain() {
        assertThat(run("coins", "--part", "two")).isZero();
        assertThat(run("coins")).isZero();
        assertThat(coins.ran).containsExactly("two", "one", "three");
        assertThat(run("coins")).isZero();
        assertThat(coins.ran).hasSize(3);
    }

    @Test
    void aPartThatIsNamedIsRunAgain() {
        run("coins", "--part", "two");
        run("coins", "--part", "two");
        assertThat(coins.ran).containsExactly("two", "two");
    }

    @Test
    void partsAddUpAndWhatIsMissingIsListed() {
        assertThat(run("coins", "--part", "two")).isZero();
        assertThat(run("coins", "--sum")).isOne();
        assertThat(printed()).contains("parts missing: one, three").containsPattern("tossed +10 +at least 30 +FAIL");
        run("coins");
        assertThat(run("coins", "--sum")).isZero();
        assertThat(printed()).contains("parts missing: none").containsPattern("tossed +30 +at least 30 +pass");
    }

    @Test
    void whatMustNotHappenFailsThePartAndTheSum() {
        coins.lost = 1;
        assertThat(run("coins", "--part", "one")).isOne();
        assertThat(printed())
                .containsPattern("lost +1 +at most 0 +FAIL")
                .containsPattern("tossed +10 +at least 30 +adds up");
        coins.lost = 0;
        run("coins");
        assertThat(run("coins", "--sum")).isOne();
    }

    @Test
    void aSampleLeavesNoResult() {
        assertThat(run("coins", "--sample")).isZero();
        assertThat(run("coins", "--sum")).isOne();
        assertThat(printed()).contains("parts missing: one, two, three");
    }

    @Test
    void theSameSeedGivesTheSameInputs() {
        run("coins", "--part", "one", "--seed", "7");
        run("coins", "--part", "one", "--seed", "7");
        assertThat(coins.drawn.get(0)).isEqualTo(coins.drawn.get(1));
        run("coins", "--part", "one");
        assertThat(coins.drawn.get(2)).isNotEqualTo(coins.drawn.get(0));
    }

    @Test
    void whatCannotBeMeantIsWrongUsage() {
        assertThat(run("dice")).isEqualTo(2);
        assertThat(run("coins", "--part", "four")).isEqualTo(2);
        assertThat(run("coins", "--seed", "7")).isEqualTo(2);
        assertThat(run("coins", "--sum", "--sample")).isEqualTo(2);
    }

    private int run(String... args) {
        out.reset();
        Surroundings clone = TestSurroundings.of(new ToldProgress());
        Surroundings world = new Surroundings(
                clone.home(),
                clone.environment(),
                clone.progress(),
                new PrintStream(out, true, StandardCharsets.UTF_8));
        return new CommandLine(new ProveCommand(world, List.of(coins), new Results(folder))).execute(args);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Ten tosses in each of three parts. */
    private static final class Coins implements Proof {
        private final List<String> ran = new ArrayList<>();
        private final List<Long> drawn = new ArrayList<>();
        private long lost;

        @Override
        public String name() {
            return "coins";
        }

        @Override
        public String about() {
            return "No coin is lost.";
        }

        @Override
        public List<String> parts() {
            return List.of("one", "two", "three");
        }

        @Override
        public List<Figure> run(Trial trial) {
            ran.add(trial.part());
            drawn.add(trial.random().nextLong());
            return List.of(Figure.tried("tossed", 10, 30), Figure.none("lost", lost));
        }
    }
}
