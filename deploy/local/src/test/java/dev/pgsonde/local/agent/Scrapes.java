package dev.pgsonde.local.agent;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/** What an agent that has a round a second says on /metrics, by its round: also while no topic hears of it. */
final class Scrapes {
    private static final String PREFIX = "pgsonde_agent_";
    private static final String ROUND = "last_round_timestamp_seconds";

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address;
    private final List<Scrape> rounds = new ArrayList<>();

    /**
     * One round's report.
     *
     * @param round when it was, in seconds
     * @param rounds how many its agent has had: on a busy machine it leaves some out
     */
    record Scrape(
            long round,
            long rounds,
            int samples,
            long records,
            long spooledRecords,
            long spooledBytes,
            long lost,
            long resident) {
        boolean isOfRound(Scrape other) {
            return rounds == other.rounds;
        }

        /** The newest numbers of a round with the time of its first report: a later report has a time of its own. */
        Scrape of(Scrape first) {
            return new Scrape(first.round, rounds, samples, records, spooledRecords, spooledBytes, lost, resident);
        }
    }

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
                add(scrape(lines));
            }
        } catch (IOException e) {
            // it is about to start, or was killed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while looking at " + address, e);
        }
        return new ArrayList<>(rounds);
    }

    private void add(Scrape scrape) {
        int last = rounds.size() - 1;
        if (scrape.rounds() == 0) {
            return; // a report, and no round yet
        }
        if (last >= 0 && rounds.get(last).isOfRound(scrape)) {
            rounds.set(last, scrape.of(rounds.get(last)));
        } else {
            rounds.add(scrape);
        }
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
