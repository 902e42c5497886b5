package dev.pgsonde.local.record;

import dev.pgsonde.process.UserError;
import dev.pgsonde.schema.Framing;
import dev.pgsonde.schema.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/** A file that was found to be a whole recording. */
public record Recording(Path file, Header header, Contents contents) {
    /** Reads the file to its end, since only the end proves it whole. */
    public static Recording open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UserError(file + ": no such file");
        }
        Contents contents = new Contents(Framing.of(null, Topics.standard()));
        Header header = read(file, contents::add);
        return new Recording(file, header, contents);
    }

    public void forEach(Consumer<Entry> reader) {
        Header read = read(file, reader);
        if (!read.equals(header)) {
            throw new UserError(file + ": was replaced while it was being read");
        }
    }

    private static Header read(Path file, Consumer<Entry> reader) {
        try (DataFileReader<GenericRecord> in =
                new DataFileReader<>(file.toFile(), new GenericDatumReader<>(null, Layout.SCHEMA))) {
            if (!Layout.SCHEMA.equals(in.getSchema()) && !Layout.BEFORE.equals(in.getSchema())) {
                throw new DamagedException("another kind of Avro file");
            }
            Header header = Header.from(key -> meta(in, key));
            readEntries(in, reader);
            return header;
        } catch (IOException | DamagedException e) {
            throw new UserError(file + ": not a whole recording: " + firstLine(e), e);
        }
    }

    private static void readEntries(DataFileReader<GenericRecord> in, Consumer<Entry> reader) throws DamagedException {
        Seal seal = new Seal();
        GenericRecord record = next(in);
        while (!Layout.isEnd(record)) {
            Entry entry = Layout.entry(record);
            seal.add(entry);
            reader.accept(entry);
            record = next(in);
        }
        if (!Layout.end(record).equals(new Layout.End(seal.records(), seal.sha256()))) {
            throw new DamagedException("its bytes are not those that were written");
        }
    }

    /** Avro meets damaged bytes with whatever exception its decoder runs into. */
    private static GenericRecord next(DataFileReader<GenericRecord> in) throws DamagedException {
        try {
            if (in.hasNext()) {
                return in.next();
            }
        } catch (RuntimeException e) {
            throw new DamagedException("it is damaged after byte " + in.previousSync(), e);
        }
        throw new DamagedException("its end is missing");
    }

    private static String meta(DataFileReader<GenericRecord> in, String key) {
        byte[] value = in.getMeta(key);
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
