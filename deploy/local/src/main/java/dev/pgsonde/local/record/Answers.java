package dev.pgsonde.local.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Topic;
import dev.pgsonde.schema.Topics;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Bytes;

/** What a pipeline answered, in three numbers: two runs with equal ones said the same things at the same times. */
public record Answers(Sum windows, Sum alerts) {
    private static final byte[] OF_DELIVERY = Alert.OF_DELIVERY.getBytes(StandardCharsets.UTF_8);

    /** How many records, and what they come to. */
    public record Sum(long records, String sha256) {}

    /** Reads what is committed now and no later than {@code untilMs}. */
    public static Answers read(Pipeline pipeline, long untilMs) {
        Topics topics = Topics.standard();
        return new Answers(sum(pipeline, topics.windows(), untilMs), sum(pipeline, topics.alerts(), untilMs));
    }

    private static Sum sum(Pipeline pipeline, Topic<?> topic, long untilMs) {
        Digest digest = new Digest(untilMs);
        try (Scan scan = Scan.of(pipeline, List.of(topic))) {
            scan.readTo(scan.ends(), record -> {
                if (!isOfDelivery(record.headers())) {
                    digest.add(record.key(), record.value(), record.timestamp());
                }
            });
        }
        return digest.sum();
    }

    /** What delivery adds about pgsonde itself follows a clock, and answers nothing that was asked. */
    static boolean isOfDelivery(Headers headers) {
        org.apache.kafka.common.header.Header origin = headers.lastHeader("ce_origin");
        return origin != null && Arrays.equals(origin.value(), OF_DELIVERY);
    }

    /** Both topics together. */
    public String sha256() {
        MessageDigest sha = Hashes.sha256();
        Topics topics = Topics.standard();
        update(sha, topics.windows(), windows);
        update(sha, topics.alerts(), alerts);
        return HexFormat.of().formatHex(sha.digest());
    }

    private static void update(MessageDigest sha, Topic<?> topic, Sum sum) {
        Seal.update(sha, Bytes.wrap(topic.name().getBytes(StandardCharsets.UTF_8)));
        Seal.update(sha, Bytes.wrap(HexFormat.of().parseHex(sum.sha256())));
    }

    public ObjectNode json() {
        ObjectNode node = Json.object();
        node.set("windows", Json.of(windows));
        node.set("alerts", Json.of(alerts));
        return node.put("sha256", sha256());
    }

    /** One line a topic, and one for both. */
    public List<String> lines() {
        return List.of(
                line("windows", windows.records(), windows.sha256()),
                line("alerts", alerts.records(), alerts.sha256()),
                line("together", windows.records() + alerts.records(), sha256()));
    }

    private static String line(String name, long records, String sha256) {
        return String.format(Locale.ROOT, "%-9s %8d records  sha256 %s", name, records, sha256);
    }
}
