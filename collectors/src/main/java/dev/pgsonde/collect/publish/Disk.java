package dev.pgsonde.collect.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Files and their names, as the spool needs them. A power cut leaves for certain only what was synced before. */
interface Disk {
    void createDirectory(Path directory) throws IOException;

    /** Those in the directory, in the order of their names. */
    List<Path> list(Path directory) throws IOException;

    /** It is created where it is not there, for its owner only. */
    DiskFile open(Path file) throws IOException;

    void delete(Path file) throws IOException;

    /** Whoever opens {@code to} finds the one file or the other. */
    void replace(Path from, Path to) throws IOException;

    /** Which names there are lasts from now on. */
    void syncNames(Path directory) throws IOException;

    /** Bytes under a name. */
    interface DiskFile extends AutoCloseable {
        long length() throws IOException;

        /** Fills {@code bytes} with what lies at {@code offset}. */
        void read(long offset, byte[] bytes) throws IOException;

        void write(long offset, byte[] bytes) throws IOException;

        void truncate(long length) throws IOException;

        /** What was written lasts from now on. */
        void sync() throws IOException;

        @Override
        void close() throws IOException;
    }
}
