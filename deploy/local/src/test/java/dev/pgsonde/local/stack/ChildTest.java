package dev.pgsonde.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pgsonde.local.stack.Program.Farewell;
import dev.pgsonde.process.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    private Path folder;

    private final Children children = new Children();

    @AfterEach
    void stopAll() {
        children.stopAll(SHORT);
    }

    @Test
    void aChildHasASessionOfItsOwn() {
        Child child = start("sleep 100");
        await().atMost(PATIENCE).until(() -> session(child) == child.pid());
    }

    @Test
    void aChildThatIsAskedEndsInPeace() throws IOException {
        Child child = start("trap 'echo bye; exit 0' TERM; echo ready; while :; do sleep 0.1; done");
        await().atMost(PATIENCE).until(() -> said(child).contains("ready"));
        child.stop(PATIENCE);
        assertThat(child.isAlive()).isFalse();
        assertThat(said(child)).contains("bye");
    }

    @Test
    void aChildThatWillNotEndIsMadeTo() throws IOException {
        Child child = start("trap '' TERM; echo ready; while :; do sleep 0.1; done");
        await().atMost(PATIENCE).until(() -> said(child).contains("ready"));
        child.stop(SHORT);
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void whatAChildHasStartedGoesWithIt() throws IOException {
        Child child = start("sleep 100 & echo $!; wait");
        await().atMost(PATIENCE).until(() -> !said(child).isBlank());
        ProcessHandle grandchild =
                ProcessHandle.of(Long.parseLong(said(child).strip())).orElseThrow();
        child.kill();
        await().atMost(PATIENCE).until(() -> !grandchild.isAlive());
    }

    @Test
    void aChildThatDiesBeforeItIsReadyIsQuoted() {
        Child child = start("echo starting; echo 'FATAL: the disk is full'; echo bye; exit 3");
        assertThatThrownBy(() -> child.awaitReady(PATIENCE, () -> false))
                .isInstanceOf(UserError.class)
                .hasMessage("child ended by itself with code 3: FATAL: the disk is full (log: " + child.log() + ")");
    }

    @Test
    void aChildThatIsNeverReadyIsAnErrorToo() {
        Child child = start("echo still thinking; sleep 100");
        assertThatThrownBy(() -> child.awaitReady(SHORT, () -> false)).hasMessageContaining("was not ready after");
    }

    @Test
    void anUnexpectedDeathIsToldAndAnExpectedOneIsNot() {
        AtomicReference<@Nullable String> told = new AtomicReference<>();
        Child expected = start("sleep 100");
        expected.onDeath(child -> told.set("expected"));
        expected.kill();
        Child unexpected = start("kill -9 $$");
        unexpected.onDeath(child -> told.set(child.ending()));
        await().atMost(PATIENCE).until(() -> told.get() != null);
        assertThat(told.get()).isEqualTo("was killed by signal 9");
    }

    @Test
    void itsStandardInputStaysOpenAsLongAsWeLive() {
        Child child = start("read -r line; echo cut off");
        assertThatThrownBy(() -> child.awaitEnd(SHORT)).hasMessageContaining("has not ended");
    }

    @Test
    void nothingIsStartedOnceEverythingIsBeingStopped() {
        children.close();
        assertThatThrownBy(() -> start("true")).isInstanceOf(IllegalStateException.class);
    }

    private Child start(String script) {
        return children.start(
                new Program("child", List.of("sh", "-c", script), folder.resolve("log"), Farewell.ASKED_FIRST));
    }

    private static String said(Child child) throws IOException {
        return Files.readString(child.log());
    }

    private static long session(Child child) throws IOException {
        String status = Files.readString(Path.of("/proc", String.valueOf(child.pid()), "stat"));
        return Long.parseLong(status.substring(status.lastIndexOf(')') + 2).split(" ", -1)[3]);
    }
}
