package dev.pgsonde.collect.check;

import org.jspecify.annotations.Nullable;

/** One database that the agent is to visit: whether the role may, and what came of trying. */
record DatabaseFacts(
        String name,
        String quoted,
        String role,
        boolean mayConnect,
        @Nullable String refusal) {}
