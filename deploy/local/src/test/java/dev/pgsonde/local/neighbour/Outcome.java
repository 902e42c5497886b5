package dev.pgsonde.local.neighbour;

/** How one attempt ended: whether it got something, and what it was told. */
public record Outcome(String what, boolean got, String answer) {
    static Outcome refused(String what, Exception e) {
        return new Outcome(what, false, e.getClass().getSimpleName() + ": " + e.getMessage());
    }

    private static final String SEPARATOR = "\t";

    String line() {
        return String.join(SEPARATOR, what, String.valueOf(got), answer.replaceAll("\\s+", " "));
    }

    static Outcome parse(String line) {
        String[] parts = line.split(SEPARATOR, 3);
        if (parts.length < 3) {
            throw new IllegalArgumentException("no outcome: " + line);
        }
        return new Outcome(parts[0], Boolean.parseBoolean(parts[1]), parts[2]);
    }
}
