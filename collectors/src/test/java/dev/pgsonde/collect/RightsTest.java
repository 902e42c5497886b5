package dev.pgsonde.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.collect.server.Session.Backend;
import org.junit.jupiter.api.Test;

final class RightsTest {
    private static final Backend POOR = new Backend(1, "poor", false);
    private static final Backend RICH = new Backend(1, "poor", true);

    private final Rights rights = new Rights();

    @Test
    void aRoleThatMayReadEverythingIsNotWorthAWord() {
        assertThat(rights.hear(RICH)).isEmpty();
    }

    @Test
    void whatItLacksIsToldOnceWithItsRemedyAndThatItLacksItNoMoreOnceToo() {
        assertThat(rights.hear(POOR)).hasValueSatisfying(told -> assertThat(told.detail())
                .isEqualTo("as a superuser run: GRANT pg_monitor TO poor;"));
        assertThat(rights.hear(POOR)).isEmpty();
        assertThat(rights.hear(RICH))
                .hasValueSatisfying(told -> assertThat(told.after()).isNull());
        assertThat(rights.hear(RICH)).isEmpty();
        assertThat(rights.hear(POOR)).isPresent();
    }
}
