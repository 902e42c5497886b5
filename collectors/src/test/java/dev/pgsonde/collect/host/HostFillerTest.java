package dev.pgsonde.collect.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.View;
import dev.pgsonde.collect.look.Answer;
import dev.pgsonde.collect.look.Moment;
import dev.pgsonde.schema.Incarnation;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostFillerTest {
    private static final Catalog CATALOG = Catalog.standard();
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String SECOND_0 = "1767225600000000";
    private static final String SECOND_10 = "1767225610000000";

    private final Map<Integer, String> backendTypes = new HashMap<>();
    private RecordedHost host;
    private HostFiller filler;

    @BeforeEach
    void record(@TempDir Path root) {
        host = RecordedHost.at(root);
        filler = new HostFiller(root, () -> backendTypes, () -> 0);
    }

    @Test
    void cpuStatesAddUpToTheWhole() {
        filler.meet(RecordedHost.facts());

        assertThat(rows("host_cpu", 0))
                .containsExactly("9000000 100000 3000000 400000000 5000000 60000 70000 80000 1100000"
                        + " 987654 4321 2 3 2 420 1000 12370");
    }

    @Test
    void idleTimeThatTheKernelTakesBackIsNotTakenBackHere() {
        filler.meet(RecordedHost.facts());
        String before = rows("host_cpu", 0).get(0);

        host.cpu(-3);

        assertThat(rows("host_cpu", 10)).containsExactly(before);
    }

    @Test
    void memoryIsInBytesAndSwappingInPages() {
        filler.meet(RecordedHost.facts());

        assertThat(rows("host_memory", 0))
                .containsExactly("16384000 9216000 2048000 7168000 102400 512000 12288 3072 16777216 10485760"
                        + " 4096000 3072000 11 22 33 1");
    }

    @Test
    void pressureIsOfTheMachineAndOfTheGroup() {
        host.file("proc/pressure/cpu", "some avg10=1.00 avg60=0.50 avg300=0.10 total=777\n")
                .file(
                        "proc/pressure/io",
                        "some avg10=0.00 avg60=0.00 avg300=0.00 total=20\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=10\n")
                .file("sys/fs/cgroup/cgroup.controllers", "cpu io memory\n")
                .file(
                        "sys/fs/cgroup/system.slice/postgresql.service/io.pressure",
                        "some avg10=0.00 avg60=0.00 avg300=0.00 total=5\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=4\n");
        filler.meet(RecordedHost.facts());

        assertThat(rows("host_pressure", 0))
                .containsExactly("machine cpu 777 null", "machine io 20 10", "cgroup io 5 4");
    }

    @Test
    void aKernelWithoutPressureSaysSo() {
        filler.meet(RecordedHost.facts());

        assertThat(answer("host_pressure", 0).unknown()).isEqualTo("this kernel tells no pressure stall information");
    }

    @Test
    void disksNameWhatLiesOnThemAndOnWhatStandsOnThem() {
        host.directory("data/main")
                .directory("data/wal disk/wal")
                .link("data/main/pg_wal", "../wal disk/wal")
                .link("sys/dev/block/253:0", "../../devices/virtual/block/dm-0")
                .link("sys/dev/block/259:0", "../../devices/pci/nvme0n1")
                .link("sys/class/block/sda", "../../devices/pci/sda")
                .link("sys/class/block/sda1", "../../devices/pci/sda/sda1")
                .link("sys/class/block/dm-0", "../../devices/virtual/block/dm-0")
                .link("sys/class/block/nvme0n1", "../../devices/pci/nvme0n1")
                .file("sys/devices/pci/sda/sda1/partition", "1\n")
                .directory("sys/devices/virtual/block/dm-0/slaves/sda1");
        filler.meet(RecordedHost.facts());

        assertThat(rows("host_disks", 0))
                .containsExactly(
                        "sda data 100 1024000 30000 400 3072000 70000 null null null null 80000 90000 2",
                        "dm-0 data 10 10240 30000 40 25600 60000 9 3584 5 4000 70000 80000 1",
                        "nvme0n1 wal 11 10752 31000 41 26112 61000 1 1536 5 6000 71000 81000 0");
    }

    @Test
    void aDataDirectoryThatWeMayNotSearchServesNobodyKnows() {
        filler.meet(RecordedHost.facts());

        assertThat(rows("host_disks", 0)).isNotEmpty().allMatch(row -> row.split(" ", -1)[1].equals("null"));
    }

    @Test
    void whatIsLeftIsToldOfTheFileSystemsThatServe() {
        host.file("data/main/PG_VERSION", "18\n")
                .directory("data/wal disk")
                .link("data/main/pg_wal", "../wal disk")
                .file("proc/self/mountinfo", RecordedHost.MOUNTINFO);
        filler.meet(RecordedHost.facts());

        List<String> rows = rows("host_filesystems", 0);
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0)).matches("/data data [1-9][0-9]+ [0-9]+");
        assertThat(rows.get(1)).matches("/data/wal disk wal [1-9][0-9]+ [0-9]+");
    }

    @Test
    void aPathThatIsAnotherDeviceHereTellsNothing() {
        host.file("data/main/PG_VERSION", "18\n").file("proc/self/mountinfo", "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n");
        filler.meet(RecordedHost.facts());

        assertThat(rows("host_filesystems", 0)).isEmpty();
    }

    @Test
    void trafficIsThatOfTheServersNetwork() {
        filler.meet(RecordedHost.facts());

        assertThat(rows("host_network", 0)).containsExactly("lo 10 1 0 0 10 1 0 0", "eth0 1000 20 3 4 5000 60 7 8");
    }

    @Test
    void theTightestLimitAboveHolds() {
        String group = "sys/fs/cgroup/system.slice/postgresql.service/";
        host.file("sys/fs/cgroup/cgroup.controllers", "cpu io memory\n")
                .file(group + "cpu.stat", "usage_usec 900\nnr_periods 10\nnr_throttled 3\nthrottled_usec 250\n")
                .file(group + "cpu.max", "max 100000\n")
                .file("sys/fs/cgroup/system.slice/cpu.max", "150000 100000\n")
                .file(group + "memory.max", "8000\n")
                .file("sys/fs/cgroup/system.slice/memory.max", "9000\n")
                .file(group + "memory.current", "7000\n")
                .file(group + "memory.events", "low 0\nhigh 0\nmax 12\noom 1\noom_kill 1\n")
                .file(group + "memory.stat", "anon 100\nfile 200\nshmem 300\n");
        filler.meet(RecordedHost.facts());

        assertThat(rows("host_cgroup", 0))
                .containsExactly("/system.slice/postgresql.service 900 10 3 250 12 1 1500 8000 7000 100 300 200 null");
    }

    @Test
    void theOlderGroupsAreReadToo() {
        host.file("proc/100/cgroup", "9:cpu,cpuacct:/pg\n8:memory:/pg\n1:name=systemd:/x\n0::/x\n")
                .file("sys/fs/cgroup/cpu/pg/cpu.cfs_quota_us", "50000\n")
                .file("sys/fs/cgroup/cpu/pg/cpu.cfs_period_us", "100000\n")
                .file("sys/fs/cgroup/cpu/pg/cpu.stat", "nr_periods 5\nnr_throttled 2\nthrottled_time 3000000\n")
                .file("sys/fs/cgroup/cpuacct/pg/cpuacct.usage", "7000000\n")
                .file("sys/fs/cgroup/memory/pg/memory.limit_in_bytes", "9223372036854771712\n")
                .file("sys/fs/cgroup/memory/pg/memory.usage_in_bytes", "4096\n");
        filler.meet(RecordedHost.facts());

        assertThat(rows("host_cgroup", 0))
                .containsExactly("/pg 7000 5 2 3000 null null 500 null 4096 null null null null");
    }

    @Test
    void processesAreCountedByTypeAndTheirCpuOutlivesThem() {
        backendTypes.put(130, "checkpointer");
        host.child(130, "checkpointer", 10, 400_001);
        filler.meet(RecordedHost.facts());
        rows("host_postgres", 0);

        host.backend(RecordedHost.BACKEND, 80)
                .gone(130)
                .child(140, "cluster: io worker 2", 5, 600_000)
                .process(RecordedHost.FIRST, "postgres", 1, 301, 17, 400_000);

        assertThat(rows("host_postgres", 10))
                .containsExactly(
                        "(between looks) " + SECOND_0 + " 70000 null 0 0 0", // 17 ticks are gone, of which 10 were seen
                        "checkpointer " + SECOND_0 + " 0 null 0 0 0",
                        "client backend " + SECOND_0 + " 300000 null 1 1638400 0", // all share the same memory
                        "io worker " + SECOND_0 + " 50000 null 1 409600 3686400",
                        "postmaster " + SECOND_0 + " 10000 null 1 0 0");
    }

    @Test
    void timeWithoutAProcessorOutlivesItsProcess() {
        host.file("proc/" + RecordedHost.FIRST + "/schedstat", "9000000 1000000 7\n")
                .file("proc/" + RecordedHost.BACKEND + "/schedstat", "9000000 5000000 7\n");
        filler.meet(RecordedHost.facts());
        rows("host_postgres", 0);
        host.file("proc/" + RecordedHost.BACKEND + "/schedstat", "9900000 5250000 9\n");
        rows("host_postgres", 10);

        host.gone(RecordedHost.BACKEND)
                .child(140, "app orders 10.0.0.8(5432) idle", 5, 600_000)
                .file("proc/140/schedstat", "100000 30000 2\n");

        assertThat(rows("host_postgres", 20))
                .anyMatch(row -> row.startsWith("client backend " + SECOND_0 + " 50000 280 1"));
    }

    @Test
    void programsAreListedWhenTheyHaveUsedEnough() {
        host.process(7, "backup", 1, 5_000, 0, 100)
                .process(8, "backup", 1, 0, 0, 100)
                .process(9, "idler (x) y", 1, 5_000, 0, 100)
                .process(2, "kthreadd", 0, 0, 0, 1)
                .process(11, "kworker/0:1-events", 2, 0, 0, 100);
        filler.meet(RecordedHost.facts());
        assertThat(rows("host_processes", 0)).isEmpty();
        host.process(7, "backup", 1, 5_060, 0, 100);
        assertThat(rows("host_processes", 10)).isEmpty();

        host.process(7, "backup", 1, 5_090, 0, 100)
                .process(8, "backup", 1, 20, 0, 100)
                .process(11, "kworker/0:1-events", 2, 400, 0, 100)
                .process(12, "kworker/1:0-mm", 2, 1, 0, 900_000);

        assertThat(rows("host_processes", 20))
                .containsExactly("backup " + SECOND_10 + " 500000 2", "kworker " + SECOND_10 + " 4010000 2");
    }

    @Test
    void aServerElsewhereIsNotSeenHere() {
        filler.meet(new ServerFacts(4242, START, null));
        assertThat(filler.absence())
                .hasValueSatisfying(why -> assertThat(why).endsWith("no such process is seen here"));

        filler.meet(new ServerFacts(RecordedHost.BACKEND, START.plusSeconds(999_999), null));
        assertThat(filler.absence()).hasValueSatisfying(why -> assertThat(why).contains("started at another time"));

        host.process(55, "java", 1, 0, 0, 500_000);
        filler.meet(new ServerFacts(55, RecordedHost.facts().backendStart(), null));
        assertThat(filler.absence()).hasValueSatisfying(why -> assertThat(why).endsWith("that is java here"));
        assertThat(filler.answer(CATALOG.view("host_cpu"), round(0))).isEmpty();
    }

    @Test
    void whenTheServerIsHereNoMoreEachViewSaysSoOnce() {
        filler.meet(RecordedHost.facts());
        assertThat(filler.absence()).isEmpty();
        assertThat(answer("host_cpu", 0).unknown()).isNull();

        filler.meet(new ServerFacts(4242, START, null));

        assertThat(answer("host_cpu", 10).unknown()).contains("no such process is seen here");
        assertThat(answer("host_memory", 10).unknown()).contains("no such process is seen here");
        assertThat(filler.answer(CATALOG.view("host_cpu"), round(20))).isEmpty();
    }

    @Test
    void aServerThatEndedIsNotMistakenForAnotherProcessOfItsNumber() {
        filler.meet(RecordedHost.facts());
        rows("host_cpu", 0);
        host.process(RecordedHost.FIRST, "postgres", 1, 0, 0, 999_999);

        assertThat(answer("host_cpu", 10).unknown())
                .isEqualTo("the server's first process is not on this machine any more");
    }

    private List<String> rows(String view, int second) {
        Answer answer = answer(view, second);
        assertThat(answer.unknown()).isNull();
        List<String> rows = new ArrayList<>();
        for (int n = 0; n < answer.columns().get(0).rows(); n++) {
            int row = n;
            rows.add(answer.columns().stream()
                    .map(column -> Objects.toString(column.at(row)))
                    .collect(Collectors.joining(" ")));
        }
        return rows;
    }

    private Answer answer(String name, int second) {
        View view = CATALOG.view(name);
        return filler.answer(view, round(second)).orElseThrow();
    }

    private static Moment round(int second) {
        Incarnation incarnation = new Incarnation("7", 1, START, Incarnation.Role.PRIMARY);
        return new Moment(START.plusSeconds(second), incarnation, "orders", 180000, second, second);
    }
}
