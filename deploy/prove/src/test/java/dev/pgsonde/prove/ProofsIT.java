package dev.pgsonde.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.local.stack.Surroundings;
import dev.pgsonde.local.stack.TestSurroundings;
import dev.pgsonde.local.stack.ToldProgress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A small sample of each proof, with inputs that nobody has seen; of many parts, two by chance. */
class ProofsIT {
    private static final int MOST_PARTS = 2;

    @ParameterizedTest(name = "{0} {1}", allowZeroInvocations = true)
    @MethodSource("parts")
    void aSampleHolds(String name, String part) throws Exception {
        ToldProgress progress = new ToldProgress();
        Surroundings world = TestSurroundings.of(progress);
        Proof proof = Proofs.named(name).orElseThrow();
        Result result =
                new PartRunner(world, InstantSource.system()).run(proof, part, new SecureRandom().nextLong(), true);
        List<Figure> missed = result.figures().stream()
                .filter(figure -> figure.judgedAlone() && !figure.holds())
                .toList();
        assertThat(missed)
                .as("with --seed %d, %s", result.seed(), progress.lines())
                .isEmpty();
    }

    static Stream<Arguments> parts() {
        return Proofs.all().stream()
                .flatMap(proof -> some(proof.parts()).stream().map(part -> Arguments.of(proof.name(), part)));
    }

    private static List<String> some(List<String> parts) {
        List<String> shuffled = new ArrayList<>(parts);
        Collections.shuffle(shuffled, new SecureRandom());
        return shuffled.subList(0, Math.min(MOST_PARTS, shuffled.size()));
    }
}
