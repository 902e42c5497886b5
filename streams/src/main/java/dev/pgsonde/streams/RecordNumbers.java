package dev.pgsonde.streams;

import dev.pgsonde.schema.NameList;
import dev.pgsonde.schema.NamedNumbers;
import dev.pgsonde.streams.delta.Fractions;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The numbers of one record after the other, by the places of their columns: most records have them in the same places. */
final class RecordNumbers {
    private final List<String> columns;
    private final boolean[] areFractions;
    private final NameLists lists;
    private final Map<BitSet, NameList> names = new HashMap<>();
    private final BitSet places = new BitSet();
    private final BitSet fractions = new BitSet();
    private final long[] numbers;
    private int size;

    /** Columns with the names that they are read by, in the order in which they are published. */
    RecordNumbers(List<String> columns, NameLists lists) {
        this.columns = columns;
        this.areFractions = new boolean[columns.size()];
        for (int place = 0; place < areFractions.length; place++) {
            areFractions[place] = Fractions.areMillionths(columns.get(place));
        }
        this.lists = lists;
        this.numbers = new long[columns.size()];
    }

    /** The next place must come after the last. */
    void add(int place, long number) {
        places.set(place);
        if (areFractions[place]) {
            fractions.set(size);
            numbers[size++] = Double.doubleToRawLongBits(Fractions.of(number));
        } else {
            numbers[size++] = number;
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Those of one record; the next has none yet. */
    NamedNumbers take() {
        NameList present = names.get(places);
        if (present == null) {
            present = lists.of(names().toList());
            names.put((BitSet) places.clone(), present);
        }
        NamedNumbers taken = NamedNumbers.of(present, Arrays.copyOf(numbers, size), fractions);
        places.clear();
        fractions.clear();
        size = 0;
        return taken;
    }

    private Stream<String> names() {
        return places.stream().mapToObj(place -> Fractions.name(columns.get(place)));
    }
}
