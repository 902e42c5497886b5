package dev.pgsonde.prove;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.Rule;
import dev.pgsonde.prove.RemediesProof.Tally;
import dev.pgsonde.streams.cause.Filling;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;

/** The remedies of rules, filled with hostile names, each run where nothing but what it is for can come of it. */
final class RuleRemedies {
    /** No session has it. */
    private static final String NOBODY = "2147483646";

    private final Superuser superuser;
    private final Scene scene;
    private final Tally tally;

    RuleRemedies(Superuser superuser, Scene scene, Tally tally) {
        this.superuser = superuser;
        this.scene = scene;
        this.tally = tally;
    }

    void run() throws SQLException {
        for (Rule rule : Catalog.standard().rules()) {
            if (rule.remedy() != null) {
                run(rule.rule(), rule.remedy());
            }
        }
    }

    private void run(String rule, String template) throws SQLException {
        Set<String> before = superuser.catalogs();
        if (rule.equals("invalid_index")) {
            superuser.run("CREATE INDEX %I ON %I.%I (id)", scene.indexes().get(7), scene.schema(), scene.table());
        }
        String text = new Filling(known()).sql(template);
        if (rule.equals("slot_retains_wal")) {
            refused(text);
        } else {
            tally.one(superuser, text);
        }
        Set<String> wanted = wanted(rule);
        long found = tally.compare(before, superuser.catalogs(), wanted);
        if (found != (wanted.isEmpty() ? 0 : 2)) {
            tally.others++;
            tally.details.add(rule + " did not do what it is for: " + text);
        }
    }

    /** Options of a table, or an index: two entries of the catalogs each. */
    private Set<String> wanted(String rule) {
        String relation = "relation | " + scene.schema() + " | ";
        return switch (rule) {
            case "queue_like_table" -> Set.of(relation + scene.table() + " | r");
            case "foreign_key_without_index" -> Set.of(relation, "index | ");
            default -> Set.of();
        };
    }

    /** A slot of such a name cannot be. */
    private void refused(String text) {
        try {
            superuser.count(text);
            tally.others++;
            tally.details.add("a slot was dropped: " + text);
        } catch (SQLException e) {
            tally.statements++;
            if (!"42704".equals(e.getSQLState())) {
                tally.others++;
                tally.details.add(text + ": " + e.getMessage());
            }
        }
    }

    private Map<String, String> known() {
        return Map.of(
                "slot", scene.other(),
                "database", scene.role(),
                "schema", scene.schema(),
                "table", scene.table(),
                "blocker", NOBODY,
                "long_transactions.pid", NOBODY,
                "index_facts.droppable", scene.indexes().get(7),
                "foreign_keys_without_index.keys", json(scene.key()));
    }

    private static String json(String name) {
        return new com.fasterxml.jackson.databind.node.TextNode(name).toString().transform(text -> "[" + text + "]");
    }
}
