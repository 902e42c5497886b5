package dev.pgsonde.schema;

import dev.pgsonde.process.UserError;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A process that starts before its schema registry waits for it, for as long as that takes. */
public final class RegistryWait {
    private static final Duration FIRST = Duration.ofMillis(500);
    /** A stop is noticed as soon. */
    private static final Duration MOST = Duration.ofSeconds(2);

    private RegistryWait() {}

    /** Returns when every record of these topics can be written, or nobody wants to; {@code told} hears once why it waits. */
    public static void learn(Framing framing, List<Topic<?>> written, Consumer<String> told, BooleanSupplier isStopped)
            throws InterruptedException {
        Duration wait = FIRST;
        while (!isStopped.getAsBoolean()) {
            try {
                framing.learn(written);
                return;
            } catch (RegistryUnavailableException e) {
                if (wait.equals(FIRST)) {
                    told.accept(String.valueOf(e.getMessage()));
                }
                Thread.sleep(wait.toMillis());
                wait = longer(wait);
            } catch (IOException e) {
                throw new UserError("cannot use the schema registry: " + e.getMessage() + "; check schema_registry", e);
            }
        }
    }

    private static Duration longer(Duration wait) {
        return wait.multipliedBy(2).compareTo(MOST) > 0 ? MOST : wait.multipliedBy(2);
    }
}
