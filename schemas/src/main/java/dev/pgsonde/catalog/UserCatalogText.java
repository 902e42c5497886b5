package dev.pgsonde.catalog;

import java.util.ArrayList;
import java.util.List;

/** Says, for people, what was loaded of a user's files and what was not. */
public final class UserCatalogText {
    private UserCatalogText() {}

    /** One line a file, and one for each metric that is not used or about which something should be known. */
    public static List<String> brief(UserCatalog catalog) {
        return lines(catalog, false);
    }

    /** The same, with the SQL that somebody has to run by hand. */
    public static List<String> whole(UserCatalog catalog) {
        return lines(catalog, true);
    }

    private static List<String> lines(UserCatalog catalog, boolean withSql) {
        List<String> lines = new ArrayList<>();
        for (UserFile file : catalog.files()) {
            lines.add(heading(file));
            file.unusable().forEach(unusable -> lines.add("  " + unusable));
            for (Remark remark : file.remarks()) {
                lines.add("  " + remark);
                if (withSql) {
                    remark.sql().lines().forEach(line -> lines.add(("      " + line).stripTrailing()));
                }
            }
        }
        return lines;
    }

    private static String heading(UserFile file) {
        int used = file.views().size();
        int not = file.unusable().size();
        int all = used + not + file.leftOut();
        String counted = all + (all == 1 ? " metric of " : " metrics of ") + file.file() + ": " + used + " used, " + not
                + " not";
        return counted
                + (file.leftOut() == 0 ? "" : ", " + file.leftOut() + " not in the preset")
                + (not == 0 ? "" : ":");
    }
}
