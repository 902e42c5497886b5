package dev.pgsonde.local.druid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.pgsonde.process.UserError;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Druid's coordinator and overlord, by HTTP: of a cluster, its router leads to both.
 *
 * @param authorization the header of that name, if Druid asks for one
 */
public record DruidAdmin(HttpClient http, URI url, @Nullable String authorization) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TO_CONNECT = Duration.ofSeconds(2);
    private static final Duration TO_ANSWER = Duration.ofSeconds(20);
    private static final int OK = 200;
    private static final int NOT_THERE = 404;
    private static final int NOT_FOR_ALL = 401;

    public static DruidAdmin at(URI url, @Nullable String authorization) {
        return new DruidAdmin(HttpClient.newBuilder().connectTimeout(TO_CONNECT).build(), url, authorization);
    }

    /** Missing where there is no such thing. */
    public JsonNode get(String path) {
        HttpResponse<String> answer = send(request(path).GET());
        if (answer.statusCode() == NOT_THERE) {
            return MissingNode.getInstance();
        }
        return json(path, answer);
    }

    /** Gives it JSON; {@code what} is said when it is refused. */
    public JsonNode post(String path, String json, String what) {
        HttpResponse<String> answer =
                send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
        return json(what, answer);
    }

    private HttpRequest.Builder request(String path) {
        String base = url.toString();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create((base.endsWith("/") ? base : base + "/") + "druid/" + path))
                .timeout(TO_ANSWER);
        return authorization == null ? request : request.header("Authorization", authorization);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UserError("Druid at " + url + " does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Druid was asked", e);
        }
    }

    private JsonNode json(String what, HttpResponse<String> answer) {
        if (answer.statusCode() == NOT_FOR_ALL) {
            throw new UserError("Druid at " + url + " refuses the user or the password");
        }
        if (answer.statusCode() != OK) {
            throw new UserError("Druid at " + url + " refuses " + what + ": " + answer.statusCode() + " "
                    + answer.body().strip());
        }
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UserError(url + " answers with something that is no JSON: is it Druid's router?", e);
        }
    }
}
