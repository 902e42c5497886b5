package dev.pgsonde.streams;

import dev.pgsonde.schema.FrameParts;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.RegistryUnavailableException;
import dev.pgsonde.schema.Sample;
import dev.pgsonde.schema.WireFormat;
import dev.pgsonde.streams.state.Parts;
import dev.pgsonde.streams.state.Pending;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts frames together again that were published in parts; of one that has not all its parts, nothing is taken in. */
final class FrameAssembly {
    /** More are no frame that an agent could have had in memory. */
    static final int MOST_PARTS = 256;
    /** Parts wait in a store, whose changelog takes a megabyte. */
    static final int MOST_BYTES = 768 << 10;

    private final WireFormat<Observation> format;
    private final Parts parts;

    FrameAssembly(WireFormat<Observation> format, Parts parts) {
        this.format = format;
        this.parts = parts;
    }

    /** What has become of a part. */
    sealed interface Outcome {}

    /** With this one the frame is there. */
    record Complete(Sample frame) implements Outcome {}

    /** Others are to come. */
    record Waiting() implements Outcome {}

    /** It is of no use; {@code isLost}: nor is the frame, of which something is missing. */
    record Refused(String why, boolean isLost) implements Outcome {}

    /** {@code bytes}: the sample as it was read. */
    Outcome take(Sample part, byte[] bytes) {
        Pending pending = parts.pending(part);
        if (part.parts() == 1 && part.part() == 0) {
            drop(part, pending);
            return new Complete(part);
        }
        if (part.part() < 0 || part.part() >= part.parts() || part.parts() > MOST_PARTS) {
            return new Refused("it is part " + part.part() + " of " + part.parts(), false);
        }
        if (bytes.length > MOST_BYTES) {
            return new Refused(name(part) + " has " + bytes.length + " bytes; a part has at most " + MOST_BYTES, true);
        }
        boolean isSame = pending != null && pending.isOf(part);
        if (part.part() == 0 && !isSame) {
            drop(part, pending);
            return add(part, Pending.of(part), bytes);
        }
        if (pending == null || !isSame) {
            return new Refused(name(part) + " came without those before it", true);
        }
        if (part.part() < pending.received()) {
            return new Refused(name(part) + " came again", false);
        }
        if (part.part() > pending.received()) {
            drop(part, pending);
            return new Refused(name(part) + " came after part " + pending.received(), true);
        }
        return add(part, pending, bytes);
    }

    private Outcome add(Sample part, Pending before, byte[] bytes) {
        parts.add(part, before, bytes);
        Pending now = before.withOneMore();
        if (now.received() < now.parts()) {
            return new Waiting();
        }
        Outcome outcome = together(part, now);
        parts.drop(part, now);
        return outcome;
    }

    private Outcome together(Sample last, Pending pending) {
        List<Sample> all = new ArrayList<>();
        try {
            for (byte[] bytes : parts.all(last, pending)) {
                all.add((Sample) format.read(bytes));
            }
        } catch (IOException e) {
            if (RegistryUnavailableException.isCauseOf(e)) {
                throw new UncheckedIOException(e);
            }
            return new Refused(name(last) + " comes after one that cannot be read any more: " + e.getMessage(), true);
        }
        boolean isOne = all.stream().allMatch(part -> FrameParts.areOfOneFrame(part, last));
        return (isOne ? FrameParts.together(all) : Optional.<Sample>empty())
                .<Outcome>map(Complete::new)
                .orElseGet(() -> new Refused(name(last) + " does not fit to those before it", true));
    }

    private void drop(Sample sample, @Nullable Pending pending) {
        if (pending != null) {
            parts.drop(sample, pending);
        }
    }

    private static String name(Sample part) {
        return "part " + (part.part() + 1) + " of " + part.parts() + " of the view " + part.view() + " of round "
                + part.round();
    }
}
