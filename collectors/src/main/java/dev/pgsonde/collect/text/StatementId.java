package dev.pgsonde.collect.text;

/** The name of a statement's text: users share it, and calls from within functions too. */
record StatementId(String database, long queryId) {
    /** As the text's record has it. */
    String text() {
        return database + "." + queryId;
    }
}
