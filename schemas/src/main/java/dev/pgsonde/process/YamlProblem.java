package dev.pgsonde.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is wrong with a text that is not the YAML that we read, and in which line. */
public final class YamlProblem {
    private static final Pattern REPEATED = Pattern.compile("Duplicate field '(.*)'.*", Pattern.DOTALL);

    private YamlProblem() {}

    public static String of(JsonProcessingException problem) {
        int line = problem.getLocation() == null ? 0 : problem.getLocation().getLineNr();
        String message = String.valueOf(problem.getOriginalMessage());
        Matcher repeated = REPEATED.matcher(message);
        return "line " + line + ": "
                + (repeated.matches()
                        ? "the key " + repeated.group(1) + " is there a second time; leave one of them out"
                        : "not YAML (" + message.lines().findFirst().orElse("") + "); mend that line");
    }
}
