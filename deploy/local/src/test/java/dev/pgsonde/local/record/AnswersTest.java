package dev.pgsonde.local.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.CloudEvent;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class AnswersTest {
    @Test
    void anAlertAboutPgsondeItselfIsNoAnswer() {
        assertThat(Answers.isOfDelivery(headers(AlertTextTest.alert()))).isFalse();
        assertThat(Answers.isOfDelivery(headers(AlertTextTest.alert().from(Alert.OF_DELIVERY))))
                .isTrue();
        assertThat(Answers.isOfDelivery(new RecordHeaders())).isFalse();
    }

    private static Headers headers(Alert alert) {
        Headers headers = new RecordHeaders();
        CloudEvent.headers(alert).forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return headers;
    }
}
