package dev.pgsonde.deliver;

import dev.pgsonde.schema.Alert.Severity;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One receiver as the configuration file has it. No complaint repeats a value: most of them are secret. */
record ReceiverSettings(
        String name,
        String kind,
        @Nullable String url,
        @Nullable String secret,
        @Nullable String routingKey,
        @Nullable Map<String, String> headers,
        @Nullable Boolean plainHttp,
        @Nullable String minSeverity,
        @Nullable List<String> sources,
        @Nullable List<String> metrics,
        @Nullable List<String> subjects,
        @Nullable Duration repeat,
        @Nullable Duration expires,
        @Nullable Duration heartbeat) {
    private static final List<String> ALL = List.of("*");

    ReceiverSettings {
        if (name == null || !name.matches("[A-Za-z0-9._-]{1,60}")) {
            throw new IllegalArgumentException(
                    "each receiver needs a name of its own, of letters, digits, dots and dashes: it names its consumer group");
        }
    }

    Receiver receiver() {
        URI address = address();
        return new Receiver(
                name,
                new Route(severity(), orAll(sources), orAll(metrics), orAll(subjects)),
                format(address),
                Veil.over(address, secrets()),
                "alertmanager".equals(kind) ? repetition() : null,
                beating());
    }

    /** Whoever cannot notice that something does not come has no use for it. */
    private @Nullable Duration beating() {
        if (heartbeat != null && !"webhook".equals(kind) && !"alertmanager".equals(kind)) {
            throw complaint("heartbeat is for webhook and alertmanager");
        }
        if (heartbeat != null && heartbeat.compareTo(Duration.ofSeconds(1)) < 0) {
            throw complaint("heartbeat must be at least 1s");
        }
        return heartbeat;
    }

    private Format format(URI address) {
        Map<String, String> all = headers == null ? Map.of() : headers;
        all.forEach(this::requireSendable);
        return switch (String.valueOf(kind)) {
            case "alertmanager" -> new Alertmanager(address, all, or(expires, Duration.ofMinutes(10)));
            case "webhook" -> new Webhook(address, all, secret);
            case "slack" -> new Slack(address, all);
            case "pagerduty" -> new PagerDuty(address, all, required("routing_key", routingKey));
            default -> throw complaint("kind must be alertmanager, webhook, slack or pagerduty");
        };
    }

    private void requireSendable(String header, String value) {
        try {
            HttpRequest.newBuilder().header(header, value);
        } catch (IllegalArgumentException e) {
            throw complaint("headers: " + header + " cannot be sent");
        }
    }

    private Duration repetition() {
        Duration often = or(repeat, Duration.ofMinutes(1));
        if (often.multipliedBy(2).compareTo(or(expires, Duration.ofMinutes(10))) > 0) {
            throw complaint("expires must be at least twice repeat, or one lost repetition ends an alert");
        }
        return often;
    }

    /** Alertmanager is named by its own address, as in Prometheus; all others by the address to post to. */
    private URI address() {
        if (url == null && "pagerduty".equals(kind)) {
            return PagerDuty.STANDARD;
        }
        URI given = parsed(required("url", url));
        if (!"https".equals(given.getScheme()) && !isPlainAllowed(given)) {
            throw complaint("url must begin with https:// (or http:// to this machine, or with plain_http: true)");
        }
        if (given.getHost() == null || given.getRawUserInfo() != null) {
            throw complaint("url must name a host and no user (headers: takes an Authorization)");
        }
        if (!"alertmanager".equals(kind)) {
            return given;
        }
        String base = given.toString().replaceAll("/+$", "");
        return URI.create(base.endsWith("/api/v2/alerts") ? base : base + "/api/v2/alerts");
    }

    private boolean isPlainAllowed(URI given) {
        boolean here = Stream.of("127.0.0.1", "localhost", "[::1]").anyMatch(host -> host.equals(given.getHost()));
        return "http".equals(given.getScheme()) && (here || Boolean.TRUE.equals(plainHttp));
    }

    private URI parsed(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw complaint("url is not an address");
        }
    }

    private List<String> secrets() {
        Stream<String> given = headers == null ? Stream.of() : headers.values().stream();
        return Stream.concat(Stream.of(secret, routingKey).filter(each -> each != null), given)
                .toList();
    }

    private Severity severity() {
        if (minSeverity == null) {
            return Severity.INFO;
        }
        return Stream.of(Severity.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(minSeverity))
                .findFirst()
                .orElseThrow(() -> complaint("min_severity must be page, warn or info"));
    }

    private String required(String key, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw complaint(key + " is missing");
        }
        return value.strip();
    }

    private IllegalArgumentException complaint(String what) {
        return new IllegalArgumentException("receiver " + name + ": " + what);
    }

    private static List<String> orAll(@Nullable List<String> globs) {
        return globs == null ? ALL : globs;
    }

    private static Duration or(@Nullable Duration value, Duration otherwise) {
        return value == null ? otherwise : value;
    }
}
