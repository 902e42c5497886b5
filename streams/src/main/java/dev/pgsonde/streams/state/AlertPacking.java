package dev.pgsonde.streams.state;

import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Silence;
import dev.pgsonde.schema.SingleObjectFraming;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.schema.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Open alerts are few and wide: they are kept as they are published, so that a newer version can read them too. */
final class AlertPacking {
    private static final WireFormat<Alert> FORMAT = format(Topics.standard());

    static final Packing<Alert> ALERT =
            new Packing<>((out, alert) -> out.bytes(FORMAT.write(alert)), in -> read(in.bytes()));

    static final Packing<Silence> SILENCE = new Packing<>(
            (out, silence) -> out.text(silence.source())
                    .instant(silence.at())
                    .text(silence.id())
                    .text(silence.metric())
                    .text(silence.subject())
                    .text(silence.severity())
                    .instant(silence.until())
                    .text(silence.reason())
                    .text(silence.author()),
            in -> new Silence(
                    in.text(),
                    in.instant(),
                    in.text(),
                    in.text(),
                    in.text(),
                    in.text(),
                    in.instant(),
                    in.textOrNull(),
                    in.text()));

    static final Packing<List<String>> NAMES = new Packing<>(PackedWriter::texts, PackedReader::texts);

    private AlertPacking() {}

    private static WireFormat<Alert> format(Topics topics) {
        return WireFormat.of(topics.alerts(), new SingleObjectFraming(topics));
    }

    private static Alert read(byte[] bytes) {
        try {
            return FORMAT.read(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("an alert in the state store", e);
        }
    }
}
