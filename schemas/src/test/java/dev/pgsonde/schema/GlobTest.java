package dev.pgsonde.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "*, anything",
        "*, ''",
        "orders, orders",
        "ord*, orders",
        "*ers, orders",
        "o*e*s, orders",
        "?rders, orders",
        "o**s, orders",
        "*.*, a.b",
        "a.b, a.b"
    })
    void matches(String glob, String name) {
        assertThat(Glob.matches(glob, name)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"orders, order", "order, orders", "'', orders", "?, ''", "o*x, orders", "a.b, axb", "ORDERS, orders"})
    void doesNotMatch(String glob, String name) {
        assertThat(Glob.matches(glob, name)).isFalse();
    }

    /** A regular expression of such a form would take longer than the universe has. */
    @Test
    void takesNoLongerForAnUnkindGlob() {
        String unkind = "a*".repeat(40) + "b";
        assertTimeout(Duration.ofSeconds(1), () -> assertThat(Glob.matches(unkind, "a".repeat(5_000)))
                .isFalse());
    }
}
