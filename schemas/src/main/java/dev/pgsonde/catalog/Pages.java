package dev.pgsonde.catalog;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What makes an alert a page: never, always, or a ratio together with what the change costs of a limited resource. What is
 * not a page is a warning.
 *
 * @param ratio how many times worse than its baseline a metric must be
 * @param when groups of costs; one group of which all costs are there is enough
 */
public record Pages(boolean always, @Nullable Double ratio, List<List<Cost>> when) {
    public static final Pages NEVER = new Pages(false, null, List.of());
    public static final Pages ALWAYS = new Pages(true, null, List.of());

    public Pages {
        when = when.stream().map(List::copyOf).toList();
        if (when.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException("pages: a group of when is empty");
        }
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Pages named(String name) {
        return switch (name) {
            case "never" -> NEVER;
            case "always" -> ALWAYS;
            default -> throw new IllegalArgumentException("pages: " + name + " is neither never nor always");
        };
    }

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    public static Pages when(
            @JsonProperty("ratio") @Nullable Double ratio, @JsonProperty("when") @Nullable List<List<Cost>> when) {
        if (when == null || when.isEmpty()) {
            throw new IllegalArgumentException("pages: say never, always, or name at least one cost (when)");
        }
        return new Pages(false, ratio, when);
    }

    public boolean isNever() {
        return !always && when.isEmpty();
    }

    public Stream<Cost> costs() {
        return when.stream().flatMap(List::stream);
    }
}
