package dev.pgsonde.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.local.record.Pipeline;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.utils.Bytes;

/** Looks for secrets wherever an agent and its Kafka leave something behind, and remembers where one was. */
final class SecretHunt {
    private final AgentTrial trial;
    private final List<String> secrets;
    private final Map<String, String> found = new LinkedHashMap<>();

    SecretHunt(AgentTrial trial, List<String> secrets) {
        this.trial = trial;
        this.secrets = List.copyOf(secrets);
    }

    /** Where a secret stood, and what stood around it. */
    Map<String, String> found() {
        return Map.copyOf(found);
    }

    void http(int port) throws IOException, InterruptedException {
        for (String page : List.of("metrics", "healthz", "readyz")) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + page))
                    .build();
            HttpResponse<byte[]> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.body()).isNotEmpty();
            look("/" + page, answer.body());
        }
    }

    /** Of all that the test started: the agent is among them. */
    void processes() throws IOException {
        int agents = 0;
        for (ProcessHandle process : ProcessHandle.current().descendants().toList()) {
            Path place = Path.of("/proc", String.valueOf(process.pid()));
            if (Files.isReadable(place.resolve("cmdline"))) {
                byte[] line = Files.readAllBytes(place.resolve("cmdline"));
                look(place + "/cmdline", line);
                look(place + "/environ", Files.readAllBytes(place.resolve("environ")));
                agents += text(line).contains("dev.pgsonde.collect.CollectorMain") ? 1 : 0;
            }
        }
        assertThat(agents).isPositive();
    }

    /** Every record of every topic, as it is; answers what each topic says. */
    Map<String, StringBuilder> topics() {
        Map<String, StringBuilder> said = new HashMap<>();
        try (Consumer<Bytes, Bytes> consumer = Pipeline.at(trial.access()).consumer()) {
            List<TopicPartition> partitions = consumer.listTopics().values().stream()
                    .flatMap(List::stream)
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<Bytes, Bytes> record : consumer.poll(Duration.ofSeconds(1))) {
                    look(record);
                    said.computeIfAbsent(record.topic(), topic -> new StringBuilder())
                            .append(text(record.value().get()));
                }
            }
        }
        return said;
    }

    /** All but the server's own, and the configuration that has to hold a password. */
    void files(String config) throws IOException {
        Path data = trial.data().path();
        String server = trial.postgres().name();
        List<Path> looked = new ArrayList<>();
        for (Path file : filesOf(data)) {
            String name = data.relativize(file).toString();
            if (!name.startsWith(server + "/") && !name.startsWith("logs/" + server) && !name.equals(config)) {
                looked.add(file);
                look(name, Files.readAllBytes(file));
            }
        }
        assertThat(looked).contains(trial.data().log("agent"), trial.data().log(Kafka.NAME));
    }

    void folder(Path folder) throws IOException {
        for (Path file : filesOf(folder)) {
            look(file.toString(), Files.readAllBytes(file));
        }
    }

    static List<Path> filesOf(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private void look(ConsumerRecord<Bytes, Bytes> record) {
        String where = record.topic() + " at " + record.offset();
        if (record.key() != null) {
            look(where + ", key", record.key().get());
        }
        if (record.value() != null) {
            look(where, record.value().get());
        }
        for (Header header : record.headers()) {
            look(where + ", header " + header.key(), header.value());
        }
    }

    private void look(String where, byte[] bytes) {
        String text = text(bytes);
        for (String secret : secrets) {
            int at = text.indexOf(secret);
            if (at >= 0) {
                found.putIfAbsent(where, text.substring(Math.max(0, at - 100), Math.min(text.length(), at + 40)));
            }
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
