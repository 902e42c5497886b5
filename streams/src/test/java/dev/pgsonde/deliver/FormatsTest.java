package dev.pgsonde.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.AlertStage;
import dev.pgsonde.schema.Alert.Severity;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is posted, field by field, against what the receivers document. */
class FormatsTest {
    private static final URI ADDRESS = URI.create("https://receiver.example/services/T0/B0/verysecret");
    private static final Instant NOW = Told.ENDED.plusSeconds(5);
    private static final Duration EXPIRES = Duration.ofMinutes(10);

    /** An array of alerts; labels and annotations are texts; times are RFC 3339; labels must include alertname. */
    @Test
    void alertmanagerIsGivenIdentityInLabelsAndNumbersInAnnotations() throws IOException {
        JsonNode alerts = body(new Alertmanager(ADDRESS, Map.of(), EXPIRES), Told.firing());

        assertThat(alerts).hasSize(1);
        JsonNode alert = alerts.get(0);
        assertThat(names(alert)).containsExactlyInAnyOrder("labels", "annotations", "startsAt", "endsAt");
        assertThat(alert.get("labels").toString())
                .isEqualTo("{\"alertname\":\"wal_bytes_per_commit\",\"source\":\"orders\",\"subject_kind\":\"server\","
                        + "\"subject\":\"orders\",\"direction\":\"up\",\"severity\":\"warn\"}");
        assertThat(alert.get("annotations"))
                .allSatisfy(value -> assertThat(value.isTextual()).isTrue());
        assertThat(names(alert.get("annotations")))
                .contains("summary", "baseline", "now", "ratio", "cause", "remedy", "druid_query", "alert_id");
        assertThat(Instant.parse(alert.get("startsAt").asText())).isEqualTo(Told.ONSET);
        assertThat(Instant.parse(alert.get("endsAt").asText())).isEqualTo(NOW.plus(EXPIRES));
    }

    @ParameterizedTest
    @EnumSource(names = {"RESOLVED", "ACCEPTED"})
    void alertmanagerIsToldTheEndUnderTheSameLabels(AlertStage end) throws IOException {
        Alertmanager format = new Alertmanager(ADDRESS, Map.of(), EXPIRES);
        JsonNode ended =
                body(format, new Transition(Told.at(end), Told.firing())).get(0);

        assertThat(ended.get("labels"))
                .isEqualTo(body(format, Told.firing()).get(0).get("labels"));
        assertThat(Instant.parse(ended.get("endsAt").asText())).isEqualTo(Told.ENDED);
    }

    /** Else an end by a clock that is ahead of ours would be none, and one before the start would be refused. */
    @Test
    void anEndIsNeverAheadOfTheClockNorBeforeTheStart() throws IOException {
        Alertmanager format = new Alertmanager(ADDRESS, Map.of(), EXPIRES);

        assertThat(endsAt(format, Told.ENDED.minusSeconds(60))).isEqualTo(Told.ENDED.minusSeconds(60));
        assertThat(endsAt(format, Told.ONSET.minusSeconds(60))).isEqualTo(Told.ONSET);
    }

    private static Instant endsAt(Alertmanager format, Instant now) throws IOException {
        Transition transition = new Transition(Told.at(AlertStage.RESOLVED), Told.firing());
        Message message = format.message(transition, now).orElseThrow();
        return Instant.parse(
                new ObjectMapper().readTree(message.body()).get(0).get("endsAt").asText());
    }

    @Test
    void anEscalationEndsWhatAlertmanagerHasOfIt() throws IOException {
        Alert warned = Told.firing();
        Alert paged = Told.escalated();

        JsonNode known = body(new Alertmanager(ADDRESS, Map.of(), EXPIRES), new Transition(paged, warned));
        assertThat(known.findValuesAsText("severity")).containsExactly("warn", "page");
        assertThat(Instant.parse(known.at("/0/endsAt").asText())).isEqualTo(Told.DETECTED.plusSeconds(30));
        assertThat(Instant.parse(known.at("/1/endsAt").asText())).isAfter(NOW);

        JsonNode forgotten = body(new Alertmanager(ADDRESS, Map.of(), EXPIRES), Transition.of(paged));
        assertThat(forgotten.findValuesAsText("severity")).containsExactly("warn", "info", "page");
        assertThat(Instant.parse(forgotten.at("/1/endsAt").asText())).isBefore(NOW);
    }

    @Test
    void anEscalationIsSaidInSlackAndKeepsItsKeyInPagerDuty() throws IOException {
        Alert warned = Told.firing();
        Alert paged = Told.escalated();
        Transition escalation = new Transition(paged, warned);

        assertThat(body(new Slack(ADDRESS, Map.of()), escalation).path("text").asText())
                .startsWith("Escalated from WARN to PAGE: wal_bytes_per_commit of orders: ");
        JsonNode event = body(new PagerDuty(ADDRESS, Map.of(), "R0UTE"), escalation);
        assertThat(event.path("dedup_key").asText()).isEqualTo(warned.id());
        assertThat(event.at("/payload/severity").asText()).isEqualTo("critical");
    }

    @Test
    void aHeartbeatIsTakenByWhatCanMissIt() throws IOException {
        Duration every = Duration.ofMinutes(1);
        Message signed =
                new Webhook(ADDRESS, Map.of(), "shared").heartbeat(every, NOW).orElseThrow();
        assertThat(new ObjectMapper().readTree(signed.body()).path("type").asText())
                .isEqualTo("dev.pgsonde.heartbeat");
        assertThat(signed.headers()).containsKey(Webhook.SIGNATURE);
        JsonNode watchdog = new ObjectMapper()
                .readTree(new Alertmanager(ADDRESS, Map.of(), EXPIRES)
                        .heartbeat(every, NOW)
                        .orElseThrow()
                        .body());
        assertThat(watchdog.at("/0/labels/alertname").asText()).isEqualTo("PgsondeHeartbeat");
        assertThat(Instant.parse(watchdog.at("/0/endsAt").asText())).isEqualTo(NOW.plusSeconds(180));
        assertThat(new Slack(ADDRESS, Map.of()).heartbeat(every, NOW)).isEmpty();
    }

    /** routing_key, event_action, payload.summary, .source and .severity are required of a trigger. */
    @Test
    void pagerDutyIsTriggered() throws IOException {
        JsonNode event = body(new PagerDuty(ADDRESS, Map.of(), "R0UTE"), Told.firing());

        assertThat(event.path("routing_key").asText()).isEqualTo("R0UTE");
        assertThat(event.path("event_action").asText()).isEqualTo("trigger");
        assertThat(event.path("dedup_key").asText()).isEqualTo("0011223344556677");
        JsonNode payload = event.path("payload");
        assertThat(payload.path("summary").asText()).isEqualTo("WAL of orders doubled");
        assertThat(payload.path("source").asText()).isEqualTo("orders");
        assertThat(payload.path("severity").asText()).isEqualTo("warning");
        assertThat(Instant.parse(payload.path("timestamp").asText())).isEqualTo(Told.DETECTED);
        assertThat(names(payload))
                .isSubsetOf(
                        "summary", "source", "severity", "timestamp", "component", "group", "class", "custom_details");
        assertThat(payload.path("custom_details").path("ratio").asText()).isEqualTo("2.00");
    }

    @Test
    void pagerDutyFollowsOneIncidentUnderOneKey() throws IOException {
        PagerDuty format = new PagerDuty(ADDRESS, Map.of(), "R0UTE");
        List<String> actions = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (AlertStage stage : List.of(AlertStage.FIRING, AlertStage.ACKNOWLEDGED, AlertStage.RESOLVED)) {
            JsonNode event = body(format, Told.at(stage));
            actions.add(event.path("event_action").asText());
            keys.add(event.path("dedup_key").asText());
        }
        assertThat(actions).containsExactly("trigger", "acknowledge", "resolve");
        assertThat(keys).hasSize(1);
    }

    @Test
    void pagerDutyTakesASummaryOfAtMost1024Characters() throws IOException {
        Alert longer = longer("x".repeat(5_000));

        assertThat(body(new PagerDuty(ADDRESS, Map.of(), "R0UTE"), longer)
                        .at("/payload/summary")
                        .asText())
                .hasSize(1024);
    }

    /** A header is plain text of at most 150 characters, a section's text at most 3000, a field's 2000; at most 10 fields. */
    @ParameterizedTest
    @EnumSource(names = {"FIRING", "ACKNOWLEDGED", "RESOLVED", "ACCEPTED"})
    void slackIsGivenBlocksItTakes(AlertStage stage) throws IOException {
        JsonNode body = body(new Slack(ADDRESS, Map.of()), Told.at(stage));

        assertThat(body.path("text").asText()).isNotBlank();
        assertThat(body.path("blocks").size()).isBetween(2, 50);
        body.path("blocks").forEach(FormatsTest::assertTaken);
    }

    @Test
    void slackIsToldWhatWhyAndWhatToDo() throws IOException {
        String text =
                body(new Slack(ADDRESS, Map.of()), Told.firing()).path("blocks").toString();

        assertThat(text)
                .contains(
                        "WARN: wal_bytes_per_commit of orders",
                        "1600 -&gt; 3200 bytes per commit",
                        "replica_identity: default -&gt; full",
                        "REPLICA IDENTITY DEFAULT",
                        "pgsonde explain 0011223344556677");
    }

    @Test
    void aNameFromADatabaseCallsNobodyInSlack() throws IOException {
        Alert hostile = Told.alert("<!channel> & co", "<!here>", Severity.PAGE, AlertStage.FIRING, true);

        JsonNode body = body(new Slack(ADDRESS, Map.of()), hostile);

        assertThat(body.path("text").asText()).doesNotContain("<!").contains("&lt;!channel&gt; &amp; co");
        body.path("blocks").findValues("text").stream()
                .filter(text -> text.path("type").asText().equals("mrkdwn"))
                .forEach(text -> assertThat(text.path("text").asText()).doesNotContain("<!"));
    }

    @Test
    void slackIsGivenNoMoreThanItTakes() throws IOException {
        body(new Slack(ADDRESS, Map.of()), longer("&".repeat(9_000)))
                .path("blocks")
                .forEach(FormatsTest::assertTaken);
    }

    private static void assertTaken(JsonNode block) {
        switch (block.path("type").asText()) {
            case "header" -> {
                assertThat(block.at("/text/type").asText()).isEqualTo("plain_text");
                assertThat(block.at("/text/text").asText()).isNotEmpty().hasSizeLessThanOrEqualTo(150);
            }
            case "section" -> {
                assertThat(block.at("/text/text").asText()).hasSizeLessThanOrEqualTo(3000);
                assertThat(block.path("fields").size()).isLessThanOrEqualTo(10);
                block.path("fields")
                        .forEach(field -> assertThat(field.path("text").asText())
                                .isNotEmpty()
                                .hasSizeLessThanOrEqualTo(2000));
                assertThat(block.has("text") || block.has("fields")).isTrue();
            }
            case "context" -> assertThat(block.path("elements")).isNotEmpty();
            default -> throw new AssertionError("no block of ours: " + block);
        }
    }

    @Test
    void aWebhookIsGivenAllOfItSignedOverTimeAndBody() throws IOException {
        Message message = new Webhook(ADDRESS, Map.of("X-Team", "dba"), "shared")
                .message(Transition.of(Told.firing()), NOW)
                .orElseThrow();

        String timestamp = String.valueOf(NOW.getEpochSecond());
        assertThat(message.headers())
                .containsEntry("Pgsonde-Timestamp", timestamp)
                .containsEntry(
                        "Pgsonde-Signature", "v1=" + Webhook.signature("shared", timestamp + "." + message.body()))
                .containsEntry("X-Team", "dba");
        JsonNode body = new ObjectMapper().readTree(message.body());
        assertThat(body.path("type").asText()).isEqualTo("dev.pgsonde.alert.firing");
        assertThat(body.path("key").asText()).isEqualTo("0011223344556677-1");
        assertThat(body.at("/alert/windows_to_detect").asInt()).isEqualTo(8);
        assertThat(body.at("/alert/onset").asText()).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(body.at("/alert/causes/0/kind").asText()).isEqualTo("replica_identity");
    }

    /** Of RFC 4231, test case 2. */
    @Test
    void theSignatureIsHmacSha256() {
        assertThat(Webhook.signature("Jefe", "what do ya want for nothing?"))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    @Test
    void aMessageDoesNotShowWhereItGoes() {
        Message message = new Slack(ADDRESS, Map.of("Authorization", "Bearer verysecret"))
                .message(Transition.of(Told.firing()), NOW)
                .orElseThrow();

        assertThat(message.toString()).doesNotContain("verysecret");
    }

    private static JsonNode body(Format format, Alert alert) throws IOException {
        return body(format, Transition.of(alert));
    }

    private static JsonNode body(Format format, Transition transition) throws IOException {
        return new ObjectMapper()
                .readTree(format.message(transition, NOW).orElseThrow().body());
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** With a text of any length in every place that takes one. */
    private static Alert longer(String text) {
        Alert usual = Told.firing();
        return new Alert(
                usual.id(),
                usual.source(),
                usual.incarnation(),
                usual.run(),
                text,
                usual.unit(),
                usual.direction(),
                usual.subjectKind(),
                text,
                usual.severity(),
                usual.state(),
                usual.onset(),
                usual.detectedAt(),
                usual.windowsToDetect(),
                null,
                usual.baseline(),
                usual.spread(),
                usual.baselineWindows(),
                usual.now(),
                Double.NaN,
                usual.score(),
                usual.threshold(),
                usual.series(),
                List.of(new Alert.Cause("unknown", List.of(), null, null, Told.ONSET, 1, text, null)),
                usual.cause(),
                text,
                usual.druidQuery(),
                text,
                1,
                Alert.AlertStage.FIRING,
                usual.detectedAt(),
                true,
                null,
                null,
                null,
                List.of());
    }
}
