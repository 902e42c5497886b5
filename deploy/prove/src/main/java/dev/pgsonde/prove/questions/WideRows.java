package dev.pgsonde.prove.questions;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Rows as the wide tables of Druid have them, and as the tall one had them, in files of tab-separated values. */
record WideRows(Numbers numbers, Scale scale, Path directory) {
    static final String TALL = "tall";
    static final List<String> TALL_COLUMNS =
            List.of("start", "source", "subject_kind", "subject", "metric", "total", "end", "covered_ms", "samples");
    private static final List<String> FIRST = List.of(
            "start",
            "source",
            "view",
            "subject_kind",
            "subject",
            "incarnation",
            "known",
            "spread",
            "end",
            "covered_ms",
            "differences",
            "readings");

    static List<String> columns(Facts facts) {
        List<String> columns = new ArrayList<>(FIRST);
        columns.addAll(facts.labels());
        columns.addAll(facts.numbers());
        return columns;
    }

    /** Writes a row of a server about a subject, in the window that begins {@code at}. */
    private interface RowWriter {
        void write(StringBuilder out, int server, int subject, long at);
    }

    /** A file of the rows of the first servers, on a day that is over for so many days when the last one begins. */
    void wide(Facts facts, int servers, int daysBefore) throws IOException {
        write(
                Files.createDirectories(directory.resolve(facts.table())).resolve(daysBefore + ".tsv"),
                facts,
                servers,
                Scale.lastDay().minus(Duration.ofDays(daysBefore)).toEpochMilli(),
                (line, server, subject, at) -> wide(line, facts, server, subject, at));
    }

    /** The same rows of the last day, with a line for each number. */
    void tall(Facts facts, int servers) throws IOException {
        write(
                Files.createDirectories(directory.resolve(TALL)).resolve(facts.table() + ".tsv"),
                facts,
                servers,
                Scale.lastDay().toEpochMilli(),
                (lines, server, subject, at) -> tall(lines, facts, server, subject, at));
    }

    private void write(Path file, Facts facts, int servers, long start, RowWriter writer) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            StringBuilder text = new StringBuilder();
            for (int server = 0; server < servers; server++) {
                for (int window = 0; window < scale.windows(); window++) {
                    long at = start + window * Scale.WINDOW.toMillis();
                    for (int row = 0; row < facts.rows(); row++) {
                        text.setLength(0);
                        writer.write(text, server, facts.subject(row, number(at)), at);
                        out.append(text);
                    }
                }
            }
        }
    }

    private void wide(StringBuilder line, Facts facts, int server, int subject, long at) {
        List<String> labels = facts.labels(subject);
        String source = Scale.server(server);
        String name = labels.isEmpty() ? source : String.join(".", labels);
        line.append(at)
                .append('\t')
                .append(source)
                .append('\t')
                .append(facts.view())
                .append('\t');
        line.append(facts.view()).append('\t').append(name).append("\t7412\t1a2b3c4d\tfalse\t");
        line.append(at + Scale.WINDOW.toMillis())
                .append('\t')
                .append(Scale.WINDOW.toMillis())
                .append("\t3\t3");
        labels.forEach(label -> line.append('\t').append(label));
        for (int place = 0; place < facts.numbers().size(); place++) {
            line.append('\t').append(numbers.of(server, subject, facts.number(place), number(at)));
        }
        line.append('\n');
    }

    private void tall(StringBuilder line, Facts facts, int server, int subject, long at) {
        List<String> labels = facts.labels(subject);
        String source = Scale.server(server);
        String name = labels.isEmpty() ? source : String.join(".", labels);
        for (int place = 0; place < facts.numbers().size(); place++) {
            line.append(at)
                    .append('\t')
                    .append(source)
                    .append('\t')
                    .append(facts.view())
                    .append('\t');
            line.append(name).append('\t').append(facts.numbers().get(place)).append('\t');
            line.append(numbers.of(server, subject, facts.number(place), number(at)))
                    .append('\t');
            line.append(at + Scale.WINDOW.toMillis())
                    .append('\t')
                    .append(Scale.WINDOW.toMillis())
                    .append("\t3\n");
        }
    }

    /** Of a window, counted from the beginning of time. */
    static long number(long at) {
        return at / Scale.WINDOW.toMillis();
    }
}
