package dev.pgsonde.streams.state;

/** How it is packed that a rule's conditions are met. */
final class RuledPacking {
    static final Packing<Ruled> RULED = new Packing<>(
            (out, state) -> out.text(state.subject())
                    .instant(state.since())
                    .instant(state.lastMet())
                    .flag(state.told()),
            in -> new Ruled(in.text(), in.instant(), in.instant(), in.flag()));

    private RuledPacking() {}
}
