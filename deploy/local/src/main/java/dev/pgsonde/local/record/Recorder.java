package dev.pgsonde.local.record;

import dev.pgsonde.local.stack.Progress;
import dev.pgsonde.schema.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Puts what a pipeline was asked and what it decided on what people said, from the beginning of its topics on, into a file. */
public final class Recorder {
    private static final int RECORDS_A_REPORT = 1000;

    private final Pipeline pipeline;
    private final Progress progress;

    public Recorder(Pipeline pipeline, Progress progress) {
        this.pipeline = pipeline;
        this.progress = progress;
    }

    /** What stands on the topics now. */
    public Contents record(Path file, Header header) {
        return record(file, header, (scan, reader) -> scan.readTo(scan.ends(), reader));
    }

    /** What stands on the topics now, and what comes until {@code enough}. */
    Contents record(Path file, Header header, BooleanSupplier enough) {
        return record(file, header, (scan, reader) -> scan.readUntil(enough, reader));
    }

    private Contents record(Path file, Header header, Extent extent) {
        Topics topics = Topics.standard();
        Contents contents = new Contents(pipeline.framing());
        try (Progress.Step step = progress.begin("recording into " + file);
                Scan scan = Scan.of(
                        pipeline, List.of(topics.samples(), topics.changes(), topics.annotations(), topics.markers()));
                RecordingWriter out = RecordingWriter.to(file, header)) {
            extent.read(scan, record -> {
                Entry entry = Entry.of(record);
                out.add(entry);
                contents.add(entry);
                if (contents.total() % RECORDS_A_REPORT == 0) {
                    step.now(contents.total() + " records");
                }
            });
            out.finish();
            step.done(contents.total() + " records, " + contents.covered().toSeconds() + " s of samples");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return contents;
    }

    /** How far is read. */
    private interface Extent {
        void read(Scan scan, Scan.Reader reader);
    }
}
