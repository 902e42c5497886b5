package dev.pgsonde.collect;

import dev.pgsonde.collect.config.CollectorConfig;
import dev.pgsonde.schema.Report;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What the servers that one process watches have in common: the name of this run, its clocks, and where it answers. */
record AgentProcess(
        String name, LongSupplier nanos, Supplier<Instant> now, Function<CollectorConfig, Consumer<Report>> faces) {}
