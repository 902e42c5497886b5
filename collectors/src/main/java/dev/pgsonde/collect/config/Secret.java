package dev.pgsonde.collect.config;

import com.fasterxml.jackson.annotation.JsonCreator;

/** A text that prints as stars. */
public record Secret(String text) {
    @JsonCreator
    public static Secret of(String text) {
        return new Secret(text);
    }

    /** {@code message} without the secret in it. */
    public String hiddenIn(String message) {
        return text.isBlank() ? message : message.replace(text, "***");
    }

    @Override
    public String toString() {
        return "***";
    }
}
