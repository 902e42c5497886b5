package dev.pgsonde.local.stack;

/** Tells the user what is going on; may be called from any thread. */
public interface Progress {
    /** Something that takes a while begins, and is shown until it is done or given up. */
    Step begin(String what);

    /** One line that stays. */
    void say(String line);

    /** Nothing is shown any more, since whoever was told has asked us to stop. */
    void silence();

    /** One thing that takes a while; closing it without {@link #done} says that it was given up. */
    interface Step extends AutoCloseable {
        /** How far it has come. */
        void now(String detail);

        void done(String result);

        @Override
        void close();
    }
}
