package dev.pgsonde.collect.host;

import static dev.pgsonde.collect.host.Numbers.at;

import dev.pgsonde.collect.look.AnswerRows;

/** Traffic by device, from {@code /proc/net/dev}. */
final class HostNetwork {
    private static final int HEADER_LINES = 2;

    private HostNetwork() {}

    static void read(String netDev, AnswerRows rows) {
        netDev.lines().skip(HEADER_LINES).forEach(line -> {
            int colon = line.lastIndexOf(':');
            String[] words = line.substring(colon + 1).strip().split("\\s+", -1);
            rows.row()
                    .text("device", line.substring(0, colon).strip())
                    .number("received_bytes", at(words, 0))
                    .number("received_packets", at(words, 1))
                    .number("received_errors", at(words, 2))
                    .number("received_drops", at(words, 3))
                    .number("sent_bytes", at(words, 8))
                    .number("sent_packets", at(words, 9))
                    .number("sent_errors", at(words, 10))
                    .number("sent_drops", at(words, 11));
        });
    }
}
