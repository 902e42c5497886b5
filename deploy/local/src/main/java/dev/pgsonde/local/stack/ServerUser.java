package dev.pgsonde.local.stack;

import dev.pgsonde.process.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;

/** As whom PostgreSQL runs: as ourselves, or, since it refuses to be root, as nobody. */
final class ServerUser {
    private static final String NOBODY = "nobody";
    private static final String NOBODYS_GROUP = "65534";
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

    private final boolean root;

    private ServerUser(boolean root) {
        this.root = root;
    }

    static ServerUser find() {
        try {
            return new ServerUser(Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> running(List<String> command) {
        if (!root) {
            return command;
        }
        List<String> all = new ArrayList<>(
                Files.isExecutable(SETPRIV)
                        ? List.of(
                                SETPRIV.toString(),
                                "--reuid=" + NOBODY,
                                "--regid=" + NOBODYS_GROUP,
                                "--clear-groups",
                                "--")
                        : List.of("runuser", "-u", NOBODY, "--"));
        all.addAll(command);
        return all;
    }

    void give(Path path) {
        if (!root) {
            return;
        }
        try {
            Files.setOwner(
                    path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(NOBODY));
        } catch (IOException e) {
            throw new UserError(path + " cannot be given to the user " + NOBODY + ": " + e.getMessage(), e);
        }
    }

    /** Root can go anywhere, nobody cannot: better to say so than to let initdb say "permission denied". */
    void mustReach(Path directory, List<PostgresPlan> servers) {
        if (!root || servers.isEmpty()) {
            return;
        }
        for (Path above = directory; above != null; above = above.getParent()) {
            if (!othersMayPass(above)) {
                throw new UserError(above + " cannot be entered by the user " + NOBODY
                        + ", as whom PostgreSQL has to run when you are root; choose a directory as open as /tmp");
            }
        }
    }

    private static boolean othersMayPass(Path directory) {
        try {
            return Files.getPosixFilePermissions(directory).contains(PosixFilePermission.OTHERS_EXECUTE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
