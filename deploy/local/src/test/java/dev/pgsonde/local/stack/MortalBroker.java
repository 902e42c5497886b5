package dev.pgsonde.local.stack;

import dev.pgsonde.local.stack.Program.Farewell;
import java.time.Duration;

/** A broker that is killed, and comes back where it was with what it had. */
final class MortalBroker {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Kafka kafka;
    private final Workplace at;
    private Child child;

    MortalBroker(Kafka kafka, Workplace at) {
        this.kafka = kafka;
        this.at = at;
        this.child = kafka.child();
    }

    void kill() {
        child.kill();
    }

    void comeBack() {
        JavaProgram program = kafka.classes().program();
        child = at.children().start(program.in(at.data(), at.archive().flags(program), Farewell.KILLED_LAST));
        child.awaitReady(PATIENCE, () -> !Ports.isFree(kafka.access().port()));
    }

    boolean isAlive() {
        return child.isAlive();
    }
}
