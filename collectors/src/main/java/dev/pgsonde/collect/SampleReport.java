package dev.pgsonde.collect;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgsonde.catalog.View;
import dev.pgsonde.collect.look.Answer;
import dev.pgsonde.collect.look.Happening;
import dev.pgsonde.collect.look.Part;
import dev.pgsonde.process.SafeText;
import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Sample;
import dev.pgsonde.schema.WireFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a round read, view by view, and what that cost; and what the role lacks, if anything. */
record SampleReport(List<Line> lines, @Nullable Happening lack) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One view in one database. */
    record Line(
            String view,
            String database,
            int rows,
            int columns,
            long tookUs,
            @Nullable Long serverCpuUs,
            int bytes,
            @Nullable String unknown,
            @Nullable String remedy) {}

    static SampleReport of(
            List<Part> parts, List<Sample> samples, WireFormat<Observation> format, @Nullable Happening lack) {
        List<Line> lines = new ArrayList<>();
        int n = 0;
        for (Part part : parts) {
            for (Answer answer : part.answers()) {
                Sample sample = samples.get(n++);
                boolean local = answer.view().scope() == View.Scope.DATABASE;
                lines.add(new Line(
                        answer.view().view(),
                        local ? part.moment().database() : "",
                        answer.rows(),
                        answer.columns().size(),
                        answer.tookMicros(),
                        answer.serverCpuMicros(),
                        format.write(sample).length,
                        sample.unknown(),
                        part.closed() == null ? answer.remedy() : part.remedy()));
            }
        }
        return new SampleReport(lines, lack);
    }

    String table() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%-28s %-16s %8s %8s %10s %10s %12s%n",
                "view",
                "database",
                "rows",
                "columns",
                "ms",
                "server ms",
                "bytes"));
        if (lack != null) {
            text.append(String.format(
                    Locale.ROOT,
                    "role %s: %s%n    fix: %s%n",
                    SafeText.terminal(lack.subject()),
                    SafeText.terminal(String.valueOf(lack.after())),
                    SafeText.terminalLines(String.valueOf(lack.detail()))));
        }
        String told = "";
        for (Line line : lines) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-28s %-16s %8d %8d %10.1f %10s %12d%s%n",
                    line.view(),
                    SafeText.terminal(line.database()),
                    line.rows(),
                    line.columns(),
                    line.tookUs() / 1000.0,
                    millis(line.serverCpuUs()),
                    line.bytes(),
                    line.unknown() == null ? "" : "  unknown: " + SafeText.terminal(line.unknown())));
            if (line.remedy() != null && !line.remedy().equals(told)) {
                told = line.remedy();
                text.append("    fix: ")
                        .append(SafeText.terminalLines(line.remedy()))
                        .append(System.lineSeparator());
            }
        }
        text.append(String.format(
                Locale.ROOT,
                "%-28s %-16s %8d %8d %10.1f %10s %12d%n",
                "all " + lines.size(),
                "",
                lines.stream().mapToInt(Line::rows).sum(),
                lines.stream().mapToInt(Line::columns).sum(),
                lines.stream().mapToLong(Line::tookUs).sum() / 1000.0,
                millis(serverCpuUs()),
                lines.stream().mapToInt(Line::bytes).sum()));
        return text.toString();
    }

    private @Nullable Long serverCpuUs() {
        List<Long> known =
                lines.stream().map(Line::serverCpuUs).filter(Objects::nonNull).toList();
        return known.isEmpty()
                ? null
                : known.stream().mapToLong(Long::longValue).sum();
    }

    private static String millis(@Nullable Long micros) {
        return micros == null ? "-" : String.format(Locale.ROOT, "%.1f", micros / 1000.0);
    }

    String json(List<Sample> samples) {
        ObjectNode root = JSON.createObjectNode();
        if (lack != null) {
            root.putObject("role")
                    .put("name", lack.subject())
                    .put("lacks", lack.after())
                    .put("remedy", lack.detail());
        }
        ArrayNode views = root.putArray("views");
        for (int n = 0; n < lines.size(); n++) {
            Line line = lines.get(n);
            Sample sample = samples.get(n);
            root.put("source", sample.source()).put("at", sample.at().toString());
            ObjectNode view = views.addObject();
            view.put("view", line.view()).put("database", line.database()).put("rows", line.rows());
            view.put("took_us", line.tookUs())
                    .put("server_cpu_us", line.serverCpuUs())
                    .put("bytes", line.bytes());
            view.put("unknown", line.unknown()).put("remedy", line.remedy());
            ObjectNode columns = view.putObject("columns");
            sample.columns().forEach(column -> values(column, columns.putArray(column.name())));
        }
        return root.toPrettyString() + System.lineSeparator();
    }

    private static void values(Column column, ArrayNode values) {
        for (int row = 0; row < column.rows(); row++) {
            values.addPOJO(column.isAbsent(row) ? null : column.at(row));
        }
    }
}
