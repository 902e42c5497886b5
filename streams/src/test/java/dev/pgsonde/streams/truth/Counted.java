package dev.pgsonde.streams.truth;

/** One counter of one row, whatever life the server or the row is in. */
record Counted(String view, String subject, String column) {
    String metric() {
        return view + "." + column;
    }
}
