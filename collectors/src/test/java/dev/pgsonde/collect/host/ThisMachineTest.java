package dev.pgsonde.collect.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.collect.look.AnswerRows;
import dev.pgsonde.collect.look.Moment;
import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.Incarnation;
import dev.pgsonde.schema.LongColumn;
import java.lang.ProcessHandle.Info;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The kernel at hand writes what is read; this very process stands for the server's first. */
@EnabledOnOs(OS.LINUX)
final class ThisMachineTest {
    private static final Path ROOT = Path.of("/");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final ProcessHandle self = ProcessHandle.current();
    private final int pid = Math.toIntExact(self.pid());
    private final HostFiles files = new HostFiles(ROOT);
    private final ProcessStat stat = ProcessStat.read(files, pid).orElseThrow();
    private final HostReader reader = new HostReader(files, stat, null, Map::of);

    @Test
    void thisProcessIsFoundAsTheVirtualMachineKnowsIt() {
        Info info = self.info();

        assertThat(stat.name()).contains("java");
        assertThat((long) stat.parent())
                .isEqualTo(self.parent().map(ProcessHandle::pid).orElse(0L));
        assertThat(Duration.ofMillis(stat.ticks() * 10))
                .isLessThanOrEqualTo(info.totalCpuDuration().orElseThrow().plusMillis(20));
        assertThat(new BackendCpu(ROOT).nanos(pid)).isPresent();
        assertThat(new BackendCpu(ROOT).nanos(Integer.MAX_VALUE)).isEmpty();
    }

    @Test
    void cpuAndMemoryAreThoseOfThisMachine() {
        List<Column> cpu = read("host_cpu", 0);
        List<Column> memory = read("host_memory", 0);

        assertThat(value(cpu, "processors"))
                .isGreaterThanOrEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(value(cpu, "user_us")).isPositive();
        assertThat(value(cpu, "idle_us")).isPositive();
        assertThat(value(memory, "total_bytes"))
                .isGreaterThan(value(memory, "available_bytes"))
                .isGreaterThan(Runtime.getRuntime().totalMemory());
    }

    @Test
    void whatThisProcessUsesIsSeenInItsRow() {
        List<Column> before = read("host_postgres", 0);
        long spun = spinFor(Duration.ofMillis(200));
        List<Column> after = read("host_postgres", 10);

        int row = names(after).indexOf("postmaster");
        assertThat(spun).isNotZero();
        assertThat(row).isNotNegative();
        assertThat(numbers(after, "cpu_us")[row]
                        - numbers(before, "cpu_us")[names(before).indexOf("postmaster")])
                .isBetween(100_000L, 60_000_000L);
        assertThat(numbers(after, "private_bytes")[row]).isBetween(16L << 20, 64L << 30);
    }

    @Test
    void pagesAreOfASizeThatThereIs() {
        assertThat(PageSize.of(files.bytes("proc/self/auxv").orElseThrow())).isIn(4096L, 16_384L, 65_536L);
    }

    /** Until this thread has used so much CPU; returns something that the compiler cannot leave out. */
    private long spinFor(Duration cpu) {
        long sum = 1;
        long until = cpuNanos() + cpu.toNanos();
        while (cpuNanos() < until) {
            sum += ThreadLocalRandom.current().nextLong() | 1;
        }
        return sum == 0 ? 1 : sum;
    }

    private long cpuNanos() {
        return self.info().totalCpuDuration().orElseThrow().toNanos();
    }

    private List<Column> read(String view, int second) {
        Moment moment = new Moment(
                START.plusSeconds(second),
                new Incarnation("7", 1, START, Incarnation.Role.PRIMARY),
                "orders",
                180000,
                0,
                0);
        AnswerRows rows = reader.read(Catalog.standard().view(view), moment);
        return rows.answer(0).columns();
    }

    private static long value(List<Column> columns, String name) {
        return numbers(columns, name)[0];
    }

    private static long[] numbers(List<Column> columns, String name) {
        return ((LongColumn) column(columns, name)).values();
    }

    private static List<Object> names(List<Column> columns) {
        Column types = column(columns, "backend_type");
        return IntStream.range(0, types.rows())
                .<Object>mapToObj(row -> String.valueOf(types.at(row)))
                .toList();
    }

    private static Column column(List<Column> columns, String name) {
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
