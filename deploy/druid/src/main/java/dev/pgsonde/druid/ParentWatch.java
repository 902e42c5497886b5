package dev.pgsonde.druid;

import java.io.IOException;
import java.io.OutputStream;

/** This process ends when its standard input does: whoever started it holds the other end until it dies. */
final class ParentWatch implements Runnable {
    private ParentWatch() {}

    static void start() {
        Thread thread = new Thread(new ParentWatch(), "parent-watch");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // an unreadable pipe has nobody at its other end either
        }
        System.exit(0);
    }
}
