package dev.pgsonde.collect.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the agent answers HTTP: an address of this machine and a port. */
public record Listen(String host, int port) {
    private static final Pattern TEXT = Pattern.compile("(\\[[^]]+]|[^:\\[\\]]+):(\\d{1,5})");

    @JsonCreator
    public static Listen parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 65_535) {
            throw new IllegalArgumentException("write an address and a port, for instance 127.0.0.1:9630");
        }
        return new Listen(matcher.group(1), Integer.parseInt(matcher.group(2)));
    }
}
