package dev.pgsonde.local.stack;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what the user was told. */
public final class ToldProgress implements Progress {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public Step begin(String what) {
        return new Step() {
            @Override
            public void now(String detail) {}

            @Override
            public void done(String result) {
                say(what + ": " + result);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void say(String line) {
        lines.add(line);
    }

    @Override
    public void silence() {}
}
