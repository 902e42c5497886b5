package dev.pgsonde.collect.host;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What is mounted where, as {@code /proc/PID/mountinfo} has it. */
record Mounts(List<Mount> mounts) {
    /** @param number the device's, as in 8:1; of some file systems it means nothing, and begins with 0: */
    record Mount(String number, Path at, String source) {}

    Mounts {
        mounts = List.copyOf(mounts);
    }

    static Mounts parse(String mountinfo) {
        return new Mounts(mountinfo.lines().map(Mounts::mount).toList());
    }

    /** The mount that holds a path without links: the deepest, and of those in one place the last, which hides the others. */
    Optional<Mount> of(Path path) {
        return mounts.stream()
                .filter(mount -> path.startsWith(mount.at))
                .reduce((one, other) -> DEPTH.compare(other, one) >= 0 ? other : one);
    }

    private static final Comparator<Mount> DEPTH =
            Comparator.comparingInt(mount -> mount.at().getNameCount());

    /** 36 35 98:0 /root /mount/point options [optional fields] - type source options. */
    private static Mount mount(String line) {
        String[] words = line.split(" ", -1);
        int dash = List.of(words).indexOf("-");
        return new Mount(words[2], Path.of(plain(words[4])), plain(words[dash + 2]));
    }

    private static String plain(String escaped) {
        return escaped.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }
}
