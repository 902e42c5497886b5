package dev.pgsonde.local.agent;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What an agent that has a round a second says on /metrics, by its round: also while no topic hears of it. */
final class Scrapes {
    private static final String PREFIX = "pgsonde_agent_";
    private static final String ROUND = "last_round_timestamp_seconds";

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address;
    private final TreeMap<Long, Scrape> rounds = new TreeMap<>();

    /** One round's report; {@code rounds} is how many there have been: on a busy machine the agent leaves some out. */
    record Scrape(
            long round,
            long rounds,
            int samples,
            long records,
            long spooledRecords,
            long spooledBytes,
            long lost,
            long resident) {}

    Scrapes(int port) {
        address = URI.create("http://127.0.0.1:" + port + "/metrics");
    }

    /** Every round that was seen so far, oldest first, with what can be seen now; nothing new while nobody answers. */
    List<Scrape> look() {
        try {
            List<String> lines = http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith(PREFIX))
                    .toList();
            if (lines.stream().anyMatch(line -> line.startsWith(PREFIX + ROUND))) { // before there is none
                Scrape scrape = scrape(lines);
                rounds.put(scrape.round(), scrape);
            }
        } catch (IOException e) {
            // it is about to start, or was killed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while looking at " + address, e);
        }
        return new ArrayList<>(rounds.values());
    }

    private static Scrape scrape(List<String> lines) {
        int samples = (int) lines.stream()
                .filter(line -> line.startsWith(PREFIX + "view_rows{"))
                .count();
        return new Scrape(
                number(lines, ROUND).longValue(),
                number(lines, "rounds_total").longValue(),
                samples,
                number(lines, "records_total").longValue(),
                number(lines, "spooled_records").longValue(),
                number(lines, "spooled_bytes").longValue(),
                number(lines, "lost_records_total").longValue(),
                number(lines, "resident_memory_bytes").longValue());
    }

    private static BigDecimal number(List<String> lines, String name) {
        String line = lines.stream()
                .filter(each -> each.startsWith(PREFIX + name + "{"))
                .findFirst()
                .orElseThrow();
        return new BigDecimal(line.substring(line.lastIndexOf(' ') + 1));
    }
}
