package dev.pgsonde.collect.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Locale;

/** Whether the agent also looks at the machine that it runs on. */
public enum HostChoice {
    /** When the server's processes are seen on this machine. */
    AUTO,
    ON,
    OFF;

    @JsonCreator
    public static HostChoice parse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "auto" -> AUTO;
            case "on", "true" -> ON;
            case "off", "false" -> OFF;
            default -> throw new IllegalArgumentException("write auto, on or off");
        };
    }
}
