package dev.pgsonde.collect.check;

import dev.pgsonde.collect.config.CollectorConfig;
import dev.pgsonde.collect.config.Listen;
import dev.pgsonde.collect.config.SpoolConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at this machine, and leaves it as it was. */
final class AgentReader {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private AgentReader() {}

    static AgentFacts read(CollectorConfig config, List<String> unusable, List<String> warnings) {
        SpoolConfig spool = config.spool();
        Listen listen = config.listen();
        URI registry = config.schemaRegistry();
        return new AgentFacts(
                spool == null ? null : spool(spool),
                listen == null ? null : new AgentFacts.Port(listen.host() + ":" + listen.port(), occupied(listen)),
                registry == null ? null : new AgentFacts.Registry(registry, silent(registry)),
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

    private static @Nullable String silent(URI registry) {
        HttpRequest asking = HttpRequest.newBuilder(registry.resolve("subjects"))
                .timeout(PATIENCE)
                .build();
        try {
            int status = HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .build()
                    .send(asking, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            return status == 200 ? null : "it answers with HTTP status " + status;
        } catch (IOException e) {
            return "it cannot be reached (" + e.getClass().getSimpleName() + ")";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted while asking";
        }
    }
}
