package dev.pgsonde.collect;

import dev.pgsonde.collect.config.CollectorConfig;
import dev.pgsonde.collect.config.Listen;
import dev.pgsonde.collect.http.Face;
import dev.pgsonde.schema.Report;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Where this process answers HTTP: agents that name the same address answer there together. */
final class Faces implements AutoCloseable {
    private final Map<Listen, Face> faces = new HashMap<>();

    private Faces() {}

    static Faces open(List<CollectorConfig> configs, LongSupplier nanos) {
        Map<Listen, Map<String, Duration>> periods = new HashMap<>();
        for (CollectorConfig config : configs) {
            if (config.listen() != null) {
                periods.computeIfAbsent(config.listen(), any -> new HashMap<>()).put(config.source(), config.every());
            }
        }
        Faces opened = new Faces();
        try {
            periods.forEach((listen, sources) -> opened.faces.put(listen, Face.open(listen, sources, nanos)));
            return opened;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    Consumer<Report> of(CollectorConfig config) {
        Face face = config.listen() == null ? null : faces.get(config.listen());
        return face == null ? report -> {} : face::hear;
    }

    @Override
    public void close() {
        faces.values().forEach(Face::close);
    }
}
