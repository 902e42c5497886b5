package dev.pgsonde.local.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** None of the code that a database's owner leaves in the agent's way runs as the agent's role. */
final class HijackIT {
    private static final List<String> TYPES = List.of("int4", "int8", "float8", "text", "name", "timestamptz");

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void noTrapIsSprung(int major) throws SQLException, IOException {
        Hijack.Outcome outcome = Hijack.on(major, TYPES);
        assertThat(outcome.work()).as("the traps work").isTrue();
        assertThat(outcome.traps()).isGreaterThan(1_000);
        assertThat(outcome.answered()).hasSizeGreaterThan(60).contains("tables", "statements", "pgwatch_statements");
        assertThat(outcome.sprung()).isZero();
    }
}
