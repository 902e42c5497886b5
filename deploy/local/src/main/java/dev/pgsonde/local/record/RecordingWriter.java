package dev.pgsonde.local.record;

import dev.pgsonde.process.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/** Writes a recording beside its place and moves it there when it is whole; closed before that, it leaves nothing. */
final class RecordingWriter implements AutoCloseable {
    private static final int DEFLATE_LEVEL = 6;
    private static final int BLOCK_BYTES = 256 * 1024;

    private final Path file;
    private final Path unfinished;
    private final DataFileWriter<GenericRecord> out;
    private final Seal seal = new Seal();

    private RecordingWriter(Path file, Path unfinished, DataFileWriter<GenericRecord> out) {
        this.file = file;
        this.unfinished = unfinished;
        this.out = out;
    }

    static RecordingWriter to(Path file, Header header) {
        Path place = file.toAbsolutePath();
        if (Files.isDirectory(place)) {
            throw new UserError(file + ": is a directory, not a file to record into");
        }
        Path unfinished = place.resolveSibling(
                "." + place.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        DataFileWriter<GenericRecord> out = new DataFileWriter<>(new GenericDatumWriter<>(Layout.SCHEMA));
        header.asMetadata().forEach(out::setMeta);
        out.setCodec(CodecFactory.deflateCodec(DEFLATE_LEVEL)).setSyncInterval(BLOCK_BYTES);
        try {
            out.create(Layout.SCHEMA, unfinished.toFile());
            return new RecordingWriter(place, unfinished, out);
        } catch (IOException e) {
            throw cannotBeWritten(file, e);
        }
    }

    void add(Entry entry) {
        seal.add(entry);
        append(Layout.write(entry));
    }

    /** Puts the recording in its place, whole. */
    void finish() {
        append(Layout.write(new Layout.End(seal.records(), seal.sha256())));
        try {
            out.fSync();
            out.close();
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw cannotBeWritten(file, e);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(unfinished);
    }

    private void append(GenericRecord record) {
        try {
            out.append(record);
        } catch (IOException e) {
            throw cannotBeWritten(file, e);
        }
    }

    private static UserError cannotBeWritten(Path file, IOException e) {
        return new UserError(file + ": cannot be written (" + e.getMessage() + ")", e);
    }
}
