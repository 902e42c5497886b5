package dev.pgsonde.prove.day;

import dev.pgsonde.local.workload.Playground;
import java.sql.SQLException;

/** What applications do all day. */
public enum Traffic {
    EDITS(90, 0, 0, 20, 0),
    SHOP(20, 25, 60, 40, 0),
    MIXED(40, 10, 0, 20, 8);

    static final String DOCUMENTS = "documents";
    static final String SEARCH = "search";

    private final double edits;
    private final double parents;
    private final double touches;
    private final double searches;
    private final double stages;

    Traffic(double edits, double parents, double touches, double searches, double stages) {
        this.edits = edits;
        this.parents = parents;
        this.touches = touches;
        this.searches = searches;
        this.stages = stages;
    }

    public void begin(Site site) throws SQLException {
        site.begin(DOCUMENTS, 2, edits, Playground.edit());
        site.begin(SEARCH, 2, searches, Playground.findAlias());
        if (parents > 0) {
            site.begin("shop", 2, parents, Playground.replaceParent());
        }
        if (touches > 0) {
            site.begin("counter", 1, touches, Playground.touchHot());
        }
        if (stages > 0) {
            site.begin("importer", 1, stages, Playground.stage());
        }
    }
}
