package dev.pgsonde.local.stack;

import java.util.List;

/** Which servers to start, and on which ports; port 0 means any that is free. */
public record StackPlan(int kafkaPort, int partitions, boolean druid, int druidPort, List<PostgresPlan> postgres) {
    /** Enough to show that work is shared, and few enough to start quickly. */
    private static final int PARTITIONS = 2;

    public StackPlan {
        postgres = List.copyOf(postgres);
    }

    /** Kafka and Druid, and these. */
    public static StackPlan with(PostgresPlan... postgres) {
        return new StackPlan(0, PARTITIONS, true, 0, List.of(postgres));
    }

    public StackPlan onPorts(int kafka, int druid) {
        return new StackPlan(kafka, partitions, this.druid, druid, postgres);
    }

    /** With a free port wherever any would do. */
    StackPlan on(Ports ports) {
        return new StackPlan(
                ports.take("Kafka", kafkaPort),
                partitions,
                druid,
                ports.take("Druid", druidPort),
                postgres.stream()
                        .map(server -> server.at(ports.take("PostgreSQL", server.port())))
                        .toList());
    }

    public StackPlan withoutDruid() {
        return new StackPlan(kafkaPort, partitions, false, 0, postgres);
    }
}
