package dev.pgsonde.local.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.local.bench.ExporterQueries.ViewColumn;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingsTest {
    @Test
    void aCommandMayLookLikeMoreFields() {
        ProcessStat stat = ProcessStat.parse("42 (post) gres 1 2) S 7 8 9 0 -1 4 5 6 7 8 11 12 13 14 20 0 1 0\n");
        assertThat(stat).isEqualTo(new ProcessStat(7, 230_000_000, 270_000_000));
    }

    @Test
    void thisProcessUsesCpuAndMemory() {
        long self = ProcessHandle.current().pid();
        assertThat(ProcessStat.of(self).ownNanos()).isPositive();
        assertThat(ProcessStat.peakResidentBytes(self)).isGreaterThan(1 << 20);
    }

    @Test
    void whatSamplersCostIsWhatTheServerUsesAboveItsBackground() {
        Slots slots = new Slots(List.of(
                new Slot(Contest.NOBODY, 1, 4, 0),
                new Slot("exporter", 3, 62, 25),
                new Slot(Contest.NOBODY, 3, 12, 0)));
        assertThat(slots.backgroundMsPerSecond()).isEqualTo(4);
        assertThat(slots.serverMs("exporter").median()).isEqualTo(50);
        assertThat(slots.ownMs("exporter").median()).isEqualTo(25);
    }

    @Test
    void anExportersOwnMetricsAreNotTheServers() throws IOException {
        String answer = """
                # HELP pg_up x
                go_threads 7
                pg_exporter_scrapes_total 3
                pg_settings_jit{server="a"} 1
                pg_settings_work_mem{server="a"} 4
                pg_stat_user_tables_seq_scan{relname="a"} 1
                pg_stat_user_tables_seq_scan{relname="b"} 1
                """;
        MetricsText text = MetricsText.read(new ByteArrayInputStream(answer.getBytes(UTF_8)));
        assertThat(text.bytes()).isEqualTo(answer.length());
        assertThat(text.series()).isEqualTo(4);
        assertThat(text.columns()).isEqualTo(2);
    }

    @Test
    void numbersAreMetricsAndAllElseNamesThem() {
        List<ViewColumn> columns = List.of(
                new ViewColumn("queryid", "bigint"),
                new ViewColumn("userid", "oid"),
                new ViewColumn("calls", "bigint"),
                new ViewColumn("stats_reset", "timestamp with time zone"));
        assertThat(columns.stream().map(ViewColumn::usage)).containsExactly("LABEL", "LABEL", "COUNTER", "GAUGE");
        assertThat(ExporterQueries.query("v", columns).path("query").asText())
                .isEqualTo("SELECT queryid::text, userid::text, calls, stats_reset FROM v");
    }

    @Test
    void anExporterIsAskedForWhatItKnows() {
        String help = "--[no-]collector.stat_statements\n--collector.stat_statements.limit=100\n--[no-]collector.wal";
        assertThat(ExporterChoice.known(help))
                .containsExactly("--collector.stat_statements", "--collector.stat_statements.limit=10000");
    }

    @Test
    void everyStatementIsAnother() {
        Set<String> texts = IntStream.range(0, 10_000)
                .mapToObj(number -> StatementTexts.text(number, 0))
                .collect(Collectors.toSet());
        assertThat(texts).hasSize(10_000);
        assertThat(StatementTexts.text(5, 8192)).hasSizeBetween(8192, 8300);
    }

    @Test
    void pgbenchTellsItsRate() {
        assertThat(Pgbench.parse("latency average = 1 ms\ntps = 1234.5 (without initial connection time)\n"))
                .contains(1234.5);
        assertThat(Pgbench.parse("connection to server failed")).isEmpty();
    }

    @Test
    void versionsOfExtensionsAreNumbersOfTheCatalogue() {
        assertThat(SqlLoop.version("1.10")).isEqualTo(110);
        assertThat(SqlLoop.version("1.9.2")).isEqualTo(109);
    }

    @Test
    void aLogIsAllSegmentsOfAllPartitions(@TempDir Path logs) throws IOException {
        Files.write(Files.createDirectory(logs.resolve("topic-0")).resolve("0.log"), new byte[10]);
        Files.write(logs.resolve("topic-0/0.index"), new byte[100]);
        Files.write(Files.createDirectory(logs.resolve("topic-1")).resolve("7.log"), new byte[5]);
        Files.write(Files.createDirectory(logs.resolve("topic-other-0")).resolve("0.log"), new byte[1000]);
        assertThat(TopicLog.in(logs, "topic")).isEqualTo(new TopicLog(15));
    }
}
