package dev.pgsonde.deliver.watch;

/** Text of others as part of a sentence of ours: one line, no longer than that, without what steers a terminal. */
final class PlainText {
    private PlainText() {}

    static String of(String text, int longest) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
        return line.length() <= longest ? line : line.substring(0, longest - 1) + "…";
    }
}
