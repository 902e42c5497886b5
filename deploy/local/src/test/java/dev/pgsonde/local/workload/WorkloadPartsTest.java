package dev.pgsonde.local.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WorkloadPartsTest {
    @Test
    void aTurnOfTheDeckHoldsTheWholeMix() {
        List<Mix.Kind> deck = new Mix(2, 6, 2).deck(new SplittableRandom(1));
        assertThat(deck).hasSize(10);
        assertThat(deck.stream().filter(kind -> kind == Mix.Kind.UPDATE)).hasSize(6);
        assertThat(deck.stream().filter(kind -> kind == Mix.Kind.INSERT)).hasSize(2);
    }

    @Test
    void anEmptyMixIsNone() {
        assertThatThrownBy(() -> new Mix(0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Mix(1, -1, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void clientsShareTheRowsAndNeverMeet() {
        Set<Long> seen = new HashSet<>();
        for (int client = 0; client < 3; client++) {
            LiveIds ids = new LiveIds(client, 3, 100);
            SplittableRandom random = new SplittableRandom(client);
            for (int n = 0; n < 50; n++) {
                ids.create();
            }
            while (ids.size() > 0) {
                assertThat(seen.add(ids.removeAny(random))).isTrue();
            }
        }
        assertThat(seen).hasSize(100 + 3 * 50);
    }

    @Test
    void documentsAreOfTheWantedSizeAndDiffer() {
        Documents documents = new Documents(new SplittableRandom(1), 1500);
        String one = documents.next();
        assertThat(one.getBytes(StandardCharsets.UTF_8).length).isBetween(1460, 1540);
        assertThat(one)
                .isNotEqualTo(documents.next())
                .startsWith("{\"field_0\":\"")
                .endsWith("\"}");
    }

    @Test
    void theSameSeedMakesTheSameDocuments() {
        assertThat(new Documents(new SplittableRandom(7), 300).next())
                .isEqualTo(new Documents(new SplittableRandom(7), 300).next());
    }

    @Test
    void aRateIsSharedByTheClients() {
        assertThat(Workload.Plan.documents(400, 1).nanosBetween()).isEqualTo(10_000_000);
    }
}
