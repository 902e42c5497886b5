package dev.pgsonde.streams.state;

import dev.pgsonde.schema.Marker;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** How each kind of entry is packed. */
record Packing<T>(BiConsumer<PackedWriter, T> writer, Function<PackedReader, T> reader) {
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

    private static void part(PackedWriter out, Marker.Part part) {
        out.text(part.name()).text(part.value());
    }

    private static Marker.Part part(PackedReader in) {
        return new Marker.Part(in.text(), in.text());
    }

    byte[] pack(T value) {
        PackedWriter out = new PackedWriter();
        writer.accept(out, value);
        return out.packed();
    }

    T unpack(byte[] bytes) {
        return reader.apply(new PackedReader(bytes));
    }
}
