package dev.pgsonde.prove;

import java.util.List;
import java.util.Optional;

/** Every proof there is. */
final class Proofs {
    private static final List<Proof> ALL = List.of(new FuzzProof(), new HeadlineProof(), new RegistryProof());

    private Proofs() {}

    static List<Proof> all() {
        return ALL;
    }

    static Optional<Proof> named(String name) {
        return ALL.stream().filter(proof -> proof.name().equals(name)).findFirst();
    }
}
