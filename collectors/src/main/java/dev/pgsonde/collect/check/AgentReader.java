package dev.pgsonde.collect.check;

import dev.pgsonde.collect.config.CollectorConfig;
import dev.pgsonde.collect.config.Listen;
import dev.pgsonde.collect.config.SpoolConfig;
import dev.pgsonde.schema.RegistryFraming;
import dev.pgsonde.schema.RegistrySettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at this machine, and leaves it as it was. */
final class AgentReader {
    private AgentReader() {}

    static AgentFacts read(CollectorConfig config, List<String> unusable, List<String> warnings) {
        SpoolConfig spool = config.spool();
        Listen listen = config.listen();
        RegistrySettings registry = config.schemaRegistry();
        return new AgentFacts(
                spool == null ? null : spool(spool),
                listen == null ? null : new AgentFacts.Port(listen.host() + ":" + listen.port(), occupied(listen)),
                registry == null
                        ? null
                        : new AgentFacts.Registry(
                                registry.url(),
                                new RegistryFraming(registry).trouble().orElse(null)),
                unusable,
                warnings);
    }

    /** The agent makes the directory; so what counts is the nearest one that is there. */
    private static AgentFacts.Spool spool(SpoolConfig config) {
        Path directory = config.directory().toAbsolutePath();
        Path there = directory;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        String trouble = null;
        long free = 0;
        try {
            free = Files.getFileStore(there).getUsableSpace();
            if (!Files.isDirectory(there)) {
                trouble = there + " is not a directory";
            } else if (!Files.isWritable(there)) {
                trouble = there + " is not writable for " + System.getProperty("user.name");
            }
        } catch (IOException e) {
            trouble = there + " cannot be looked at (" + e.getClass().getSimpleName() + ")";
        }
        return new AgentFacts.Spool(directory, config.max().bytes(), free, trouble);
    }

    private static @Nullable String occupied(Listen listen) {
        try (ServerSocket socket = new ServerSocket(listen.port(), 1, InetAddress.getByName(listen.host()))) {
            return socket.isBound() ? null : "cannot be bound";
        } catch (IOException e) {
            return e.getMessage();
        }
    }
}
