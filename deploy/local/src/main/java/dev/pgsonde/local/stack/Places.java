package dev.pgsonde.local.stack;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines for people: where the servers of a stack are, which files hold their passwords, and where they log. */
final class Places {
    private Places() {}

    static List<String> lines(Kafka kafka, @Nullable Druid druid, DataDirectory data) {
        List<String> lines = new ArrayList<>();
        lines.add("  Kafka       " + kafka.access().bootstrap());
        lines.add("    log in    " + kafka.clientConfig() + ", for kcat " + kafka.kcatConfig());
        if (druid != null) {
            lines.add("  Druid       " + druid.sqlUrl());
            lines.add("    log in    " + druid.login().netrc() + ", for curl --netrc-file");
        }
        lines.add("  logs        " + data.logs());
        return lines;
    }
}
