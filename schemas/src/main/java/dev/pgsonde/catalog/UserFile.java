package dev.pgsonde.catalog;

import java.util.List;

/**
 * What became of one file of a user's, or of one directory in the old layout.
 *
 * @param leftOut how many metrics the chosen preset does not ask for
 */
public record UserFile(String file, List<View> views, List<Unusable> unusable, List<Remark> remarks, int leftOut) {
    public UserFile {
        views = List.copyOf(views);
        unusable = List.copyOf(unusable);
        remarks = List.copyOf(remarks);
    }
}
