package dev.pgsonde.streams.window;

import java.util.BitSet;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The ratio of each subject in one window; the whole server's is under the empty name. */
public final class Ratios {
    /** Of sums that are not known. */
    static final Ratios NONE = new Ratios(new Names(), new BitSet(), new BitSet(), new Amounts(), null);

    private final Names names;
    private final BitSet moved;
    private final BitSet unknown;
    private final Amounts above;
    private final @Nullable Amounts below;

    /** A ratio's two sides. */
    public record Ratio(long numerator, long denominator) {}

    private Ratios(Names names, BitSet moved, BitSet unknown, Amounts above, @Nullable Amounts below) {
        this.names = names;
        this.moved = moved;
        this.unknown = unknown;
        this.above = above;
        this.below = below;
    }

    /** Without a denominator it is one. */
    static Ratios ofServer(Amounts above, @Nullable Amounts below) {
        BitSet moved = new BitSet();
        moved.set(Names.SERVER);
        return new Ratios(new Names(), moved, new BitSet(), above, below);
    }

    static Ratios byName(Names names, Amounts above, @Nullable Amounts below) {
        BitSet moved = new BitSet();
        moved.or(above.told());
        BitSet unknown = new BitSet();
        unknown.or(above.unknown());
        if (below != null) {
            moved.or(below.told());
            unknown.or(below.unknown());
        }
        moved.clear(Names.SERVER);
        moved.andNot(unknown);
        return new Ratios(names, moved, unknown, above, below);
    }

    /** Of those that moved. */
    public void forEach(BiConsumer<String, Ratio> taker) {
        for (int name = moved.nextSetBit(0); name >= 0; name = moved.nextSetBit(name + 1)) {
            taker.accept(names.name(name), ratio(name));
        }
    }

    /** All numerators of those that moved together. */
    public long total() {
        return moved.stream().mapToLong(above::of).sum();
    }

    /** Of somebody who moved. */
    public Optional<Ratio> ofMoved(String subject) {
        int name = names.known(subject);
        return name >= 0 && moved.get(name) ? Optional.of(ratio(name)) : Optional.empty();
    }

    /** Of somebody who need not have moved. */
    public Optional<Ratio> of(String subject) {
        int name = names.known(subject);
        boolean isKnown = this != NONE && (name < 0 || !unknown.get(name));
        return isKnown ? Optional.of(ratio(name)) : Optional.empty();
    }

    private Ratio ratio(int name) {
        return new Ratio(above.of(name), below == null ? 1 : below.of(name));
    }
}
