package dev.pgsonde.collect.server;

import java.util.OptionalLong;

/** The CPU that a process of the server has used so far, where the agent can see it. */
@FunctionalInterface
public interface ServerCpu {
    ServerCpu UNSEEN = pid -> OptionalLong.empty();

    OptionalLong nanos(int pid);
}
