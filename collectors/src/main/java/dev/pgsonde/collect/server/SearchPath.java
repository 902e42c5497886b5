package dev.pgsonde.collect.server;

/** Where names are looked for; it holds until the transaction ends or the savepoint before it is rolled back to. */
public final class SearchPath {
    /** What our own views have, and users' that name no schema. */
    static final String SAFE = "pg_catalog, pg_temp";

    public static final String STANDARD = set(SAFE);

    private SearchPath() {}

    static String set(String path) {
        return "SET LOCAL search_path = " + path;
    }
}
