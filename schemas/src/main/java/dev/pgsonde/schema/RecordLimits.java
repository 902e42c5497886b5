package dev.pgsonde.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How large records may be, and what is in them: the one place that producers, topics, changelogs and readers agree by. */
public final class RecordLimits {
    /**
     * The bytes of the largest record: {@code max.request.size} of every producer and {@code max.message.bytes} of every topic,
     * changelogs included. Consumers need no setting: Kafka hands out the first batch of a partition however large it is.
     */
    public static final int LARGEST_RECORD = 8 << 20;

    /** Room in a request for what Kafka puts around a record: its batch's head, its headers, its key. */
    public static final int ROOM = 64 << 10;

    /** The bytes of the largest alert. */
    public static final int LARGEST_ALERT = 256 << 10;

    /** The characters of a name: of a source, a view, a person, a column. */
    public static final int LONGEST_NAME = 1024;

    /** The characters of a subject: a few names of PostgreSQL, quoted. */
    public static final int LONGEST_SUBJECT = 4096;

    /** The characters of what is said: by a marker, a note, a reason. */
    public static final int LONGEST_TEXT = 8192;

    /** The most columns of a sample; PostgreSQL gives 1664 at most. */
    public static final int MOST_COLUMNS = 1664;

    /** Beyond it on either side no number is counted: so that sums of very many are numbers still. */
    public static final long LARGEST_NUMBER = 1L << 60;

    private static final Pattern MORE = Pattern.compile("and (\\d{1,9}) more");

    private RecordLimits() {}

    /** The first names in full, and of the others how many there are; also of a list that was cut before. */
    public static List<String> first(List<String> names, int most) {
        if (names.size() <= most) {
            return names;
        }
        Matcher already = MORE.matcher(names.get(names.size() - 1));
        boolean isCut = already.matches();
        if (isCut && names.size() == most + 1) {
            return names;
        }
        long left = isCut ? names.size() - most - 1 + Long.parseLong(already.group(1)) : names.size() - most;
        List<String> first = new ArrayList<>(names.subList(0, most));
        first.add("and " + left + " more");
        return List.copyOf(first);
    }

    /** A text that is not longer than one may be, and says how much of it is left out. */
    public static String shortened(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        String rest = "... and " + text.length() + " characters in all";
        int end = Math.max(0, longest - rest.length());
        boolean splits = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, splits ? end - 1 : end) + rest;
    }
}
