package dev.pgsonde.prove;

import dev.pgsonde.prove.questions.QuestionsProof;
import java.util.List;
import java.util.Optional;

/** Every proof there is. */
final class Proofs {
    private static final List<Proof> ALL = List.of(
            new RemediesProof(),
            new SettingsProof(),
            new HeadlineProof(),
            new FuzzProof(),
            new FramesProof(),
            new OutagesProof(),
            new RegistryProof(),
            new ReceiverProof(),
            new HijackProof(),
            new SlotProof(),
            new PowerCutProof(),
            new NeighbourProof(),
            new NestedProof(),
            new ReplayProof(),
            new NumbersProof(),
            new ShapeProof(),
            new QuestionsProof(),
            new DemoProof(),
            new PgwatchProof());

    private Proofs() {}

    static List<Proof> all() {
        return ALL;
    }

    static Optional<Proof> named(String name) {
        return ALL.stream().filter(proof -> proof.name().equals(name)).findFirst();
    }
}
