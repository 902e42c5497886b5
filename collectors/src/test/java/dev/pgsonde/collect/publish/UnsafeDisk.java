package dev.pgsonde.collect.publish;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A disk in memory that forgets, at a power cut, any part of what was not synced: names, lengths, single sectors. */
public final class UnsafeDisk implements Disk {
    private static final int SECTOR = 512;

    private final Map<Path, Content> names = new TreeMap<>();
    private Map<Path, Content> syncedNames = new TreeMap<>();
    private final List<Consumer<Map<Path, Content>>> nameChanges = new ArrayList<>();

    /** What is under a name, or was, or will be. */
    private static final class Content {
        private byte[] now = new byte[0];
        private byte[] synced = new byte[0];
        private final List<Change> changes = new ArrayList<>();

        void change(Change change) {
            changes.add(change);
            now = change.on(now);
        }

        void sync() {
            synced = now;
            changes.clear();
        }

        void lose(Random random, double kept) {
            now = synced;
            for (Change change : List.copyOf(changes)) {
                for (Change piece : change.pieces()) {
                    now = random.nextDouble() < kept ? piece.on(now) : now;
                }
            }
            sync();
        }
    }

    /** Bytes at an offset; or, without bytes, another length. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares changes
    private record Change(long offset, byte @Nullable [] bytes) {
        byte[] on(byte[] before) {
            if (bytes == null) {
                return Arrays.copyOf(before, (int) offset);
            }
            byte[] after = Arrays.copyOf(before, Math.max(before.length, (int) offset + bytes.length));
            System.arraycopy(bytes, 0, after, (int) offset, bytes.length);
            return after;
        }

        List<Change> pieces() {
            if (bytes == null) {
                return List.of(this);
            }
            List<Change> pieces = new ArrayList<>();
            for (int from = 0; from < bytes.length; ) {
                int inSector = (int) ((offset + from) % SECTOR);
                int to = Math.min(bytes.length, from + SECTOR - inSector);
                pieces.add(new Change(offset + from, Arrays.copyOfRange(bytes, from, to)));
                from = to;
            }
            return pieces;
        }
    }

    /** Of what was not synced, each piece is there afterwards with the probability {@code kept}. */
    public void cutPower(Random random, double kept) {
        for (Consumer<Map<Path, Content>> change : List.copyOf(nameChanges)) {
            if (random.nextDouble() < kept) {
                change.accept(syncedNames);
            }
        }
        nameChanges.clear();
        names.clear();
        names.putAll(syncedNames);
        names.values().forEach(content -> content.lose(random, kept));
    }

    @Override
    public void createDirectory(Path directory) {
        // it lasts
    }

    @Override
    public List<Path> list(Path directory) {
        return names.keySet().stream()
                .filter(path -> directory.equals(path.getParent()))
                .toList();
    }

    @Override
    public DiskFile open(Path file) {
        Content known = names.get(file);
        if (known == null) {
            Content made = new Content();
            rename(all -> all.put(file, made));
            return new Opened(made);
        }
        return new Opened(known);
    }

    @Override
    public void delete(Path file) {
        rename(all -> all.remove(file));
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
        Content moved = names.get(from);
        if (moved == null) {
            throw new NoSuchFileException(from.toString());
        }
        rename(all -> {
            all.remove(from);
            all.put(to, moved);
        });
    }

    private void rename(Consumer<Map<Path, Content>> change) {
        change.accept(names);
        nameChanges.add(change);
    }

    @Override
    public void syncNames(Path directory) {
        syncedNames = new TreeMap<>(names);
        nameChanges.clear();
    }

    private record Opened(Content content) implements DiskFile {
        @Override
        public long length() {
            return content.now.length;
        }

        @Override
        public void read(long offset, byte[] bytes) throws IOException {
            if (offset + bytes.length > content.now.length) {
                throw new EOFException("the file ends before");
            }
            System.arraycopy(content.now, (int) offset, bytes, 0, bytes.length);
        }

        @Override
        public void write(long offset, byte[] bytes) {
            content.change(new Change(offset, bytes.clone()));
        }

        @Override
        public void truncate(long length) {
            if (length < content.now.length) {
                content.change(new Change(length, null));
            }
        }

        @Override
        public void sync() {
            content.sync();
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
