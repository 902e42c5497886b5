package dev.pgsonde.process;

import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A text that came from a server or from people, so that where it is shown it is nothing but text. JSON needs no function
 * here: Jackson writes it.
 */
public final class SafeText {
    private static final String MARKDOWN = "\\`*_{}[]()<>#+-.!|~";
    /** Looks like a backtick, and ends no code. */
    private static final String NO_BACKTICK = "\u02cb";

    private SafeText() {}

    /** One line of a terminal or of a log: what would move the cursor, or turn the direction, is shown as its number. */
    public static String terminal(String text) {
        return visible(text, "");
    }

    /** As many lines as the text has. */
    public static String terminalLines(String text) {
        return visible(text, "\n");
    }

    /** Slack's markup outside of code: a name from a database must not call a channel together, nor be a link. */
    public static String slack(String text) {
        return slackEntities(visible(text, "\n")).replace("`", NO_BACKTICK);
    }

    /** Between two fences of three backticks. */
    public static String slackCode(String text) {
        return slackEntities(visible(text, "\n\t")).replace("```", "``" + NO_BACKTICK);
    }

    public static String markdown(String text) {
        return visible(text, "")
                .codePoints()
                .mapToObj(point -> (MARKDOWN.indexOf(point) < 0 ? "" : "\\") + Character.toString(point))
                .collect(Collectors.joining());
    }

    /** Content of an element, or of an attribute in quotes. */
    public static String html(String text) {
        return slackEntities(visible(text, "\n\t")).replace("\"", "&quot;").replace("'", "&#39;");
    }

    private static String slackEntities(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String visible(String text, String allowed) {
        if (text.codePoints().noneMatch(point -> isHidden(point) && allowed.indexOf(point) < 0)) {
            return text;
        }
        return text.codePoints()
                .mapToObj(point -> isHidden(point) && allowed.indexOf(point) < 0
                        ? String.format(Locale.ROOT, "\\u%04x", point)
                        : Character.toString(point))
                .collect(Collectors.joining());
    }

    /** Controls, format characters (directions, joiners, tags), ends of lines and paragraphs, halves of a pair. */
    private static boolean isHidden(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
