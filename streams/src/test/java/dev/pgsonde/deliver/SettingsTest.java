package dev.pgsonde.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsonde.deliver.watch.WatchLimits;
import dev.pgsonde.process.ConfigFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @TempDir
    private Path folder;

    @Test
    void aFileOfEveryKindIsRead() throws IOException {
        Files.writeString(folder.resolve("hook"), "https://hooks.slack.com/services/T0/B0/verysecret\n");
        DeliverSettings settings = read("""
                kafka: {bootstrap.servers: "broker:9092"}
                receivers:
                  - {name: am, kind: alertmanager, url: "http://127.0.0.1:9093"}
                  - {name: hook, kind: webhook, url: "https://x.example/in", secret: "${SHARED}", sources: ["prod-*"]}
                  - name: chat
                    kind: slack
                    url: ${file:%s}
                    min_severity: warn
                  - {name: duty, kind: pagerduty, routing_key: R0, min_severity: page}
                """.formatted(folder.resolve("hook")));

        List<Receiver> receivers =
                settings.receivers().stream().map(ReceiverSettings::receiver).toList();
        assertThat(receivers).extracting(Receiver::name).containsExactly("am", "hook", "chat", "duty");
        assertThat(receivers.get(0).format())
                .isEqualTo(new Alertmanager(
                        URI.create("http://127.0.0.1:9093/api/v2/alerts"), Map.of(), Duration.ofMinutes(10)));
        assertThat(receivers.get(0).repeat()).isEqualTo(Duration.ofMinutes(1));
        assertThat(receivers.get(3).format()).isEqualTo(new PagerDuty(PagerDuty.STANDARD, Map.of(), "R0"));
        assertThat(settings.backoff().giveUpAfter()).isEqualTo(Duration.ofHours(6));
        assertThat(settings.groupOf(receivers.get(1))).isEqualTo("pgsonde-deliver-hook");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{name: a, kind: pigeon, url: 'https://x'}|kind must be",
                "{name: a, kind: slack}|url is missing",
                "{name: a, kind: slack, url: 'http://hooks.slack.com/services/verysecret'}|url must begin with https",
                "{name: a, kind: slack, url: 'not an address verysecret'}|url is not an address",
                "{name: a, kind: pagerduty}|routing_key is missing",
                "{name: a, kind: slack, url: 'https://x', min_severity: verysecret}|min_severity must be",
                "{name: a, kind: alertmanager, url: 'https://x', expires: 90s, repeat: 60s}|expires must be",
                "{name: a, kind: slack, url: 'https://me:verysecret@x'}|url must name a host and no user",
                "{name: a, kind: slack, url: 'https://x', headers: {'X Y': verysecret}}|headers: X Y cannot be sent",
                "{name: a, kind: slack, url: 'https://x', heartbeat: 1min}|heartbeat is for webhook and alertmanager",
                "{name: 'a b', kind: slack, url: 'https://x'}|needs a name"
            })
    void aMistakeIsNamedAndNoSecretRepeated(String receiver, String complaint) {
        assertThatThrownBy(() -> read("""
                        kafka: {bootstrap.servers: "broker:9092"}
                        receivers: [%s]
                        """.formatted(receiver)).receivers().forEach(ReceiverSettings::receiver))
                .hasMessageContaining(complaint)
                .hasMessageNotContaining("verysecret");
    }

    @Test
    void theWatchHasDefaultsAndLimitsThatAreChecked() throws IOException {
        String rest =
                "kafka: {bootstrap.servers: b}\nreceivers: [{name: a, kind: webhook, url: 'https://x', heartbeat: 1min}]\n";
        DeliverSettings usual = read(rest);
        assertThat(usual.watching().isOn()).isTrue();
        assertThat(usual.watching().limits()).isEqualTo(WatchLimits.STANDARD);
        assertThat(usual.groupOfWatch()).isEqualTo("pgsonde-deliver:watch");
        assertThat(usual.receivers().get(0).receiver().heartbeat()).isEqualTo(Duration.ofMinutes(1));
        DeliverSettings other = read(rest + "watch: {silent_after: 30s, rejects: 3, streams: mine}\n");
        assertThat(other.watching().limits().silentAfter()).isEqualTo(Duration.ofSeconds(30));
        assertThat(other.watching().application()).isEqualTo("mine");
        assertThat(read(rest + "watch: {off: true}\n").watching().isOn()).isFalse();
        assertThatThrownBy(() -> read(rest + "watch: {silent_after: 0s}\n"))
                .hasMessageContaining("silent_after, stopped_after and kafka_after must be at least 1s");
    }

    @Test
    void aPlainAddressElsewhereHasToBeAskedFor() throws IOException {
        DeliverSettings settings = read("""
                kafka: {bootstrap.servers: "broker:9092"}
                receivers: [{name: am, kind: alertmanager, url: "http://am.example:9093", plain_http: true}]
                """);
        assertThat(settings.receivers().get(0).receiver().name()).isEqualTo("am");
    }

    @Test
    void secretsAreHiddenInWordsFromOutside() {
        Veil veil = Veil.over(
                URI.create("https://hooks.slack.com/services/T0/B0/verysecret?token=alsosecret"), List.of("R0UTEKEY"));

        assertThat(veil.hide("POST /services/T0/B0/verysecret?token=alsosecret: key R0UTEKEY"))
                .doesNotContain("verysecret", "alsosecret", "R0UTEKEY");
        assertThat(veil.hide("HTTP 404: no_service")).isEqualTo("HTTP 404: no_service");
    }

    @Test
    void waitsDoubleUpToTheMostAndNeverMeetAllAtOnce() {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofHours(6));
        Random random = new Random(3);

        assertThat(backoff.after(1, random)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(backoff.after(4, random)).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
        for (int failures = 7; failures < 5_000; failures += 13) {
            assertThat(backoff.after(failures, random)).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
        }
    }

    private DeliverSettings read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("deliver.yaml"), text);
        return ConfigFile.read(file, DeliverSettings.class, Map.of("SHARED", "shared"));
    }
}
