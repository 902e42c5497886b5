package dev.pgsonde.deliver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgsonde.schema.Alert;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Anything that takes JSON. With a secret, the signature is HMAC-SHA256 over the timestamp, a dot, and the body: who
 * checks both knows that it is ours, whole, and not an old one sent again by somebody else.
 */
record Webhook(
        URI address, Map<String, String> headers, @Nullable String secret) implements Format {
    static final String TIMESTAMP = "Pgsonde-Timestamp";
    static final String SIGNATURE = "Pgsonde-Signature";
    private static final String ALGORITHM = "HmacSHA256";

    Webhook {
        headers = Map.copyOf(headers);
    }

    @Override
    public Optional<Message> message(Transition transition, Instant now) {
        return Optional.of(signed(body(transition.alert()), now));
    }

    @Override
    public Optional<Message> heartbeat(Duration every, Instant now) {
        ObjectNode body = Json.object()
                .put("type", "dev.pgsonde.heartbeat")
                .put("time", now.toString())
                .put("next_within_seconds", every.toSeconds());
        return Optional.of(signed(Json.text(body), now));
    }

    private Message signed(String body, Instant now) {
        Map<String, String> all = new HashMap<>(headers);
        if (secret != null) {
            String timestamp = String.valueOf(now.getEpochSecond());
            all.put(TIMESTAMP, timestamp);
            all.put(SIGNATURE, "v1=" + signature(secret, timestamp + "." + body));
        }
        return new Message(address, all, body);
    }

    /** The same bytes at every try. */
    private static String body(Alert alert) {
        ObjectNode body = Json.object()
                .put("type", "dev.pgsonde.alert." + alert.stage().name().toLowerCase(Locale.ROOT))
                .put("key", alert.key())
                .put("time", alert.changedAt().toString());
        body.set("alert", Json.of(alert));
        return Json.text(body);
    }

    static String signature(String secret, String signed) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
