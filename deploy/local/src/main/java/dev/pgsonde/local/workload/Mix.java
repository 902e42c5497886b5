package dev.pgsonde.local.workload;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/** How many of each kind of transaction a client runs in one turn of the deck. */
public record Mix(int inserts, int updates, int deletes) {
    /** A third each, which keeps a table as large as it was. */
    public static final Mix EVEN = new Mix(1, 1, 1);

    /** What one transaction does. */
    public enum Kind {
        INSERT,
        UPDATE,
        DELETE
    }

    public Mix {
        if (inserts < 0 || updates < 0 || deletes < 0 || inserts + updates + deletes == 0) {
            throw new IllegalArgumentException("not a mix: " + inserts + ":" + updates + ":" + deletes);
        }
    }

    /** Every kind as often as the mix says, shuffled: over a turn the work is always the same. */
    List<Kind> deck(RandomGenerator random) {
        List<Kind> deck = new ArrayList<>();
        deck.addAll(Collections.nCopies(inserts, Kind.INSERT));
        deck.addAll(Collections.nCopies(updates, Kind.UPDATE));
        deck.addAll(Collections.nCopies(deletes, Kind.DELETE));
        for (int last = deck.size() - 1; last > 0; last--) {
            Collections.swap(deck, last, random.nextInt(last + 1));
        }
        return deck;
    }
}
