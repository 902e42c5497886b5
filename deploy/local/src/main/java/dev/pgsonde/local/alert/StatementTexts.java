package dev.pgsonde.local.alert;

import dev.pgsonde.process.UserError;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.NamedStatements;
import dev.pgsonde.schema.Text;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The scrubbed texts of the statements that an alert names. */
final class StatementTexts {
    private static final int MOST = 2000;

    private StatementTexts() {}

    /** By the ids that they have on their topic; of which there is none, nothing is said. */
    static Map<String, String> of(Alert alert, Ledger ledger) {
        Set<String> wanted = Set.copyOf(NamedStatements.of(alert).values());
        Map<String, String> found = new HashMap<>();
        if (!wanted.isEmpty()) {
            try {
                ledger.readEach(Ledger.topics().texts(), text -> keep(text, alert, wanted, found));
            } catch (UserError e) {
                return Map.of(); // a pipeline whose agents publish no texts has no topic for them
            }
        }
        return found;
    }

    private static void keep(Text text, Alert alert, Set<String> wanted, Map<String, String> found) {
        if (text.source().equals(alert.source()) && text.kind().equals("statement") && wanted.contains(text.id())) {
            String all = text.text();
            found.put(text.id(), all.length() <= MOST ? all : all.substring(0, MOST) + " ...");
        }
    }
}
