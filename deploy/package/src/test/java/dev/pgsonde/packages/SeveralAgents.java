package dev.pgsonde.packages;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory of configurations as the installed service takes it: the source that there is, and another one besides. */
record SeveralAgents(int port) {
    private static final Path DIRECTORY = Path.of("/etc/pgsonde/agents");
    private static final Path DEFAULTS = Path.of("/etc/default/pgsonde-agent");

    static SeveralAgents configure(Path one, int port) throws IOException {
        String listening = Files.readString(one) + "listen: 127.0.0.1:" + port + "\n";
        Files.createDirectory(DIRECTORY);
        Files.writeString(DIRECTORY.resolve("same.yaml"), listening);
        Files.writeString(
                DIRECTORY.resolve("other.yaml"), listening.replaceFirst("(?m)^source: .*", "source: besides"));
        Files.writeString(DEFAULTS, Files.readString(DEFAULTS) + "PGSONDE_CONFIG=" + DIRECTORY + "\n");
        return new SeveralAgents(port);
    }

    /** The status and the text of the answer. */
    String asked(String path) throws InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + "/" + path);
        try {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException e) {
            return "nobody answers yet: " + e.getMessage();
        }
    }
}
