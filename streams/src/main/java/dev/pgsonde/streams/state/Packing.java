package dev.pgsonde.streams.state;

import dev.pgsonde.schema.Marker;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** How each kind of entry is packed; the first byte says in which version of all these forms. */
record Packing<T>(BiConsumer<PackedWriter, T> writer, Function<PackedReader, T> reader) {
    /** To be raised whenever the form of any entry changes. It began at 60: entries had no version before, and few began like that. */
    static final int VERSION = 60;

    static final Packing<Marker> MARKER = new Packing<>(
            (out, marker) -> out.text(marker.source())
                    .instant(marker.at())
                    .text(marker.kind())
                    .text(marker.subjectKind())
                    .text(marker.subject())
                    .text(marker.before())
                    .text(marker.after())
                    .text(marker.detail())
                    .instantOrNull(marker.notBefore())
                    .list(marker.beforeParts(), Packing::part)
                    .list(marker.afterParts(), Packing::part),
            in -> new Marker(
                    in.text(),
                    in.instant(),
                    in.text(),
                    in.text(),
                    in.text(),
                    in.textOrNull(),
                    in.textOrNull(),
                    in.textOrNull(),
                    in.instantOrNull(),
                    in.list(Packing::part),
                    in.list(Packing::part)));

    static final Packing<Instant> INSTANT = new Packing<>(PackedWriter::instant, PackedReader::instant);

    private static void part(PackedWriter out, Marker.Part part) {
        out.text(part.name()).text(part.value());
    }

    private static Marker.Part part(PackedReader in) {
        return new Marker.Part(in.text(), in.text());
    }

    byte[] pack(T value) {
        PackedWriter out = new PackedWriter().number(VERSION);
        writer.accept(out, value);
        return out.packed();
    }

    T unpack(byte[] bytes) {
        PackedReader in = new PackedReader(bytes);
        long version = in.number();
        if (version != VERSION) {
            throw new StateVersionException(version, VERSION);
        }
        return reader.apply(in);
    }
}
