package dev.pgsonde.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.pgsonde.process.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The two questions of the registry's protocol that we ask. An answer that is not the registry's own, or none, is one to
 * wait for: a proxy's page, a refused login and a server's error say nothing about a schema.
 */
final class RegistryClient {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int NO_SCHEMA = 40403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;

    private final ObjectMapper json = new ObjectMapper();
    private final RegistrySettings settings;
    private final HttpClient http;

    RegistryClient(RegistrySettings settings) {
        this.settings = settings;
        HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(PATIENCE);
        if (settings.ca() != null) {
            client.sslContext(trusting(settings.ca()));
        }
        this.http = client.build();
    }

    /** The number of a schema, which is registered if it was not yet. */
    int register(String subject, String schema) throws IOException {
        String body = json.writeValueAsString(Map.of("schema", schema));
        String path = "subjects/" + URLEncoder.encode(subject, StandardCharsets.UTF_8) + "/versions";
        Answer answer = ask(request(path)
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        if (answer.status() == CONFLICT || answer.status() == UNPROCESSABLE) {
            throw new IOException(
                    "the schema registry refuses the schema of " + subject + " (" + answer.status() + ")");
        }
        JsonNode id = answer.wanted().path("id");
        if (!id.isInt()) {
            throw new RegistryUnavailableException(answer.asked() + " was answered without a number", null);
        }
        return id.intValue();
    }

    /** The text of a schema in Avro's JSON. */
    String schema(int number) throws IOException {
        Answer answer = ask(request("schemas/ids/" + number));
        if (answer.status() == NOT_FOUND && answer.json().path("error_code").asInt() == NO_SCHEMA) {
            throw new IOException("the schema registry knows no schema of the number " + number);
        }
        JsonNode schema = answer.wanted().path("schema");
        if (!schema.isTextual()) {
            throw new RegistryUnavailableException(answer.asked() + " was answered without a schema", null);
        }
        String kind = answer.json().path("schemaType").asText("AVRO");
        if (!kind.equals("AVRO")) {
            throw new IOException("the schema of the number " + number + " is not Avro's but of the kind " + kind);
        }
        return schema.textValue();
    }

    /** Why it does not answer as a registry does, if so. */
    Optional<String> trouble() {
        try {
            return ask(request("subjects")).wanted().isArray()
                    ? Optional.empty()
                    : Optional.of("it answers, but not as a schema registry does");
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(settings.url().resolve(path)).timeout(PATIENCE);
        if (settings.username() != null) {
            String login = settings.username() + ":" + settings.password();
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
        } else if (settings.token() != null) {
            request.header("Authorization", "Bearer " + settings.token());
        }
        return request;
    }

    private record Answer(
            String asked, int status, @Nullable JsonNode body) {
        JsonNode json() {
            return body == null ? MissingNode.getInstance() : body;
        }

        JsonNode wanted() throws RegistryUnavailableException {
            if (status != 200 || body == null) {
                throw new RegistryUnavailableException("the schema registry answered " + status + " to " + asked, null);
            }
            return body;
        }
    }

    private Answer ask(HttpRequest.Builder asking) throws IOException {
        HttpRequest request = asking.build();
        String asked = request.method() + " " + request.uri().getRawPath();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(asked, answer.statusCode(), parsed(answer.body()));
        } catch (IOException e) {
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new RegistryUnavailableException(
                    "the schema registry at " + settings + " does not answer: " + why, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException("interrupted while asking the schema registry", e);
        }
    }

    private @Nullable JsonNode parsed(String body) {
        try {
            return json.readTree(body);
        } catch (JsonProcessingException e) {
            return null; // a proxy's page
        }
    }

    private static SSLContext trusting(Path ca) {
        try (InputStream in = Files.newInputStream(ca)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int number = 0;
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("ca" + number++, each);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new UserError("the schema registry's ca " + ca + " cannot be read as certificates in PEM", e);
        }
    }
}
