package dev.pgsonde.collect.publish;

import java.util.Optional;
import java.util.function.Consumer;

/** Takes records to where they are read, in the order in which they are handed over. */
interface Carrier {
    /** What became of a record, and why. */
    record Outcome(Kind kind, String reason) {
        static final Outcome ARRIVED = new Outcome(Kind.ARRIVED, "");
    }

    enum Kind {
        ARRIVED,
        /** It will never be taken as it is; those after it may be. */
        UNFIT,
        /** Nothing is taken at present, and nothing after it was; it can be handed over again. */
        REFUSED
    }

    /** Answers at once when the record was not taken; else {@code later} hears of it, in any thread. */
    Optional<Outcome> send(Parcel parcel, Consumer<Outcome> later);

    /** Sends what may get lost: nothing that is sent afterwards depends on it. {@code later} hears of it, in any thread. */
    void mention(Parcel parcel, Consumer<Outcome> later);

    /** When it has failed, begins anew, without what was handed over before. */
    void renew();

    /** Forgets whatever was handed over and has not arrived. */
    void close();
}
