package dev.pgsonde.packages;

import dev.pgsonde.local.stack.Progress;

/** Progress that nobody watches. */
final class Silent implements Progress {
    @Override
    public Step begin(String what) {
        return new Step() {
            @Override
            public void now(String detail) {}

            @Override
            public void done(String result) {}

            @Override
            public void close() {}
        };
    }

    @Override
    public void say(String line) {}

    @Override
    public void silence() {}
}
