package dev.pgsonde.process;

import java.io.IOException;
import java.io.InputStream;

/** Ends this process when the process that started it is gone: then standard input, which it held open, ends. */
public final class Lifeline {
    private Lifeline() {}

    public static void endWith(InputStream standardInput) {
        Thread watch = new Thread(
                () -> {
                    waitForEnd(standardInput);
                    System.exit(1);
                },
                "lifeline");
        watch.setDaemon(true);
        watch.start();
    }

    private static void waitForEnd(InputStream in) {
        try {
            while (in.read() >= 0) {
                // whatever is typed there is not for us
            }
        } catch (IOException e) {
            // an unreadable lifeline is a cut one
        }
    }
}
