package dev.pgsonde.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgsonde.local.stack.Program.Farewell;
import dev.pgsonde.process.UserError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevivedTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final Children children = new Children();
    private final ToldProgress progress = new ToldProgress();
    private final AtomicReference<UserError> givenUp = new AtomicReference<>();

    @AfterEach
    void stopAll() {
        children.stopAll(Duration.ofSeconds(1));
    }

    @Test
    void whatIsKilledIsStartedAgainAndTheUserIsTold() {
        Revived revived = start("sleep 100");
        long before = revived.current().pid();
        ProcessHandle.of(before).orElseThrow().destroyForcibly();
        await().atMost(PATIENCE).until(() -> revived.current().pid() != before);
        assertThat(revived.restarts()).isEqualTo(1);
        assertThat(progress.lines())
                .containsExactly("streams was killed by signal 9 and is started again, 1 of 5 (log: "
                        + folder.resolve("log") + ")");
    }

    @Test
    void whatDiesTooOftenIsGivenUp() {
        Revived revived = start("echo 'error: no such topic'; exit 1");
        await().atMost(PATIENCE).until(() -> givenUp.get() != null);
        assertThat(revived.restarts()).isEqualTo(5);
        assertThat(givenUp.get()).hasMessageContaining("no such topic");
    }

    @Test
    void whatIsStoppedStaysSo() {
        Revived revived = start("sleep 100");
        revived.stop();
        children.close();
        assertThat(revived.current().isAlive()).isFalse();
        assertThat(revived.restarts()).isZero();
    }

    private Revived start(String script) {
        Program program =
                new Program("streams", List.of("sh", "-c", script), folder.resolve("log"), Farewell.KILLED_FIRST);
        return Revived.start(children, program, progress, givenUp::set);
    }
}
