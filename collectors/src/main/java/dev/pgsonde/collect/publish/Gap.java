package dev.pgsonde.collect.publish;

import dev.pgsonde.collect.look.Happening;
import java.time.Instant;

/** Records of one topic that will never arrive: how many (0: nobody knows), of which time, and why. */
public record Gap(String topic, long records, Instant from, Instant to, String reason) implements Entry {
    private static final int SIZE = 128;

    /** What is lost when {@code entry} is. */
    static Gap of(Entry entry, String reason) {
        return new Gap(entry.topic(), entry.records(), entry.from(), entry.to(), reason);
    }

    /** Both losses in one; the later reason stands for both. */
    Gap and(Gap other) {
        return new Gap(
                topic,
                records + other.records,
                from.isBefore(other.from) ? from : other.from,
                to.isAfter(other.to) ? to : other.to,
                other.reason);
    }

    public Happening happening() {
        String count = records == 0 ? "an unknown number of" : String.valueOf(records);
        return new Happening(
                "gap", "topic", topic, from.toString(), to.toString(), count + " records were lost: " + reason);
    }

    @Override
    public int size() {
        return SIZE;
    }
}
