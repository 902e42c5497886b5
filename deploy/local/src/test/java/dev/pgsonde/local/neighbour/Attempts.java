package dev.pgsonde.local.neighbour;

import java.util.ArrayList;
import java.util.List;

/**
 * What somebody tries who knows the ports. It is a program, so that another user can run it: for each argument
 * {@code KIND:PORT} it tries all that it knows of that kind, and prints a line for each attempt.
 */
public final class Attempts {
    private Attempts() {}

    public static void main(String[] args) {
        String password = System.getenv().getOrDefault("PASSWORD", "guessed");
        for (String target : args) {
            String[] parts = target.split(":", 2);
            of(parts[0], Integer.parseInt(parts[1]), password).forEach(outcome -> System.out.println(outcome.line()));
        }
    }

    static List<Outcome> of(String kind, int port, String password) {
        return switch (kind) {
            case "kafka" -> KafkaAttempts.at(port, password);
            case "postgres" -> JdbcAttempts.postgres(port, password);
            case "druid" -> druid(port, password);
            default -> throw new IllegalArgumentException("nothing is known of " + kind);
        };
    }

    /** A port of that process: a service's, or ZooKeeper's, or Derby's. */
    private static List<Outcome> druid(int port, String password) {
        List<Outcome> all = new ArrayList<>();
        if (HttpAttempts.isHttp(port)) {
            all.addAll(HttpAttempts.at(port, password));
            all.addAll(JdbcAttempts.druid(port, password));
        } else {
            all.addAll(ZooKeeperAttempts.at(port, password));
            all.add(DrdaAttempt.at(port));
        }
        return all;
    }
}
