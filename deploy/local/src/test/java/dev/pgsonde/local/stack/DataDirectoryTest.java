package dev.pgsonde.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    private Path folder;

    @Test
    void othersMayPassThroughButNotLook() throws IOException {
        DataDirectory data = DataDirectory.create(null, folder);
        assertThat(mode(data.path())).isEqualTo("rwx--x--x");
        assertThat(mode(data.logs())).isEqualTo("rwx------");
        assertThat(mode(data.secret("password", "s3cret"))).isEqualTo("rw-------");
    }

    @Test
    void aFreshOneIsGoneWhenItIsDeleted() throws IOException {
        DataDirectory data = DataDirectory.create(null, folder);
        Files.writeString(data.log("kafka"), "hello");
        data.delete();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aGivenOneIsLeftAsItWasFound() throws IOException {
        Path given = Files.createDirectory(folder.resolve("given"));
        DataDirectory data = DataDirectory.create(given, folder);
        Files.writeString(data.log("kafka"), "hello");
        data.delete();
        assertThat(given).isEmptyDirectory();
    }

    @Test
    void aGivenOneThatHoldsSomethingIsLeftAlone() throws IOException {
        Path given = Files.createDirectory(folder.resolve("given"));
        Files.writeString(given.resolve("precious"), "");
        assertThatThrownBy(() -> DataDirectory.create(given, folder)).hasMessageContaining("is not empty");
        assertThat(given.resolve("precious")).exists();
    }

    @Test
    void whatAKilledRunLeftBehindIsDeletedByTheNext() throws IOException {
        Path left = DataDirectory.create(null, folder).path();
        Files.writeString(left.resolve("owner"), "4194304 1970-01-01T00:00:00Z"); // a number that no process has
        Path running = DataDirectory.create(null, folder).path();
        assertThat(left).doesNotExist();
        assertThat(running).exists();
    }

    @Test
    void whatIsKeptForTheUserIsNotDeletedByTheNext() {
        DataDirectory kept = DataDirectory.create(null, folder);
        kept.keep();
        DataDirectory.create(null, folder);
        assertThat(kept.path()).exists();
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
