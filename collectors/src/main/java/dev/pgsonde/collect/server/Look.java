package dev.pgsonde.collect.server;

import dev.pgsonde.collect.change.Ground;
import dev.pgsonde.collect.look.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that one database was asked for in one transaction; what nobody wanted to know is null. */
public record Look(
        Part part, @Nullable Ground ground, @Nullable List<Database> databases) {}
