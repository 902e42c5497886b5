package dev.pgsonde.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.local.stack.Surroundings;
import dev.pgsonde.local.stack.TestSurroundings;
import dev.pgsonde.local.stack.ToldProgress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A small sample of each proof, with new random inputs; of several parts, one by chance. */
class ProofsIT {
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
                .map(proof -> Arguments.of(
                        proof.name(),
                        proof.parts()
                                .get(new SecureRandom().nextInt(proof.parts().size()))));
    }
}
