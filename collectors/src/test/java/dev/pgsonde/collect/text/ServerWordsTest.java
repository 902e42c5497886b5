package dev.pgsonde.collect.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServerWordsTest {
    @Test
    void namesAreTold() {
        assertThat(words("ERROR: relation \"orders\" does not exist\n  Position: 15", "42P01"))
                .isEqualTo("ERROR: relation \"orders\" does not exist");
        assertThat(words("FATAL: password authentication failed for user \"bob\"", "28P01"))
                .isEqualTo("FATAL: password authentication failed for user \"bob\"");
        assertThat(words("This connection has been closed.", "08003")).isEqualTo("This connection has been closed");
    }

    @Test
    void valuesAreNotHoweverTheyAreQuoted() {
        assertThat(words("ERROR: invalid input syntax for type integer: \"x\"hunter2\"", "22P02"))
                .isEqualTo("ERROR: invalid input syntax for type integer: ?");
        assertThat(words("FEHLER: ung\u00fcltige Eingabesyntax f\u00fcr Typ integer: \u00bbhunter2\u00ab", "22P02"))
                .isEqualTo("FEHLER: ung\u00fcltige Eingabesyntax f\u00fcr Typ integer: ?");
        assertThat(words("ERROR: syntax error at or near \"'hunter2'\"", "42601"))
                .isEqualTo("ERROR: syntax error at or near ?");
        assertThat(words("something \"hunter2\"", null)).isEqualTo("something ?");
    }

    @Test
    void whatAFunctionRaisesIsNot() {
        assertThat(words("ERROR: wrong password hunter2", "P0001"))
                .isEqualTo("a function raised an error of its own (P0001)");
    }

    @Test
    void aLongLineIsCut() {
        assertThat(words("x".repeat(300), "57014")).isEqualTo("x".repeat(200) + "...");
    }

    private static String words(String message, @Nullable String state) {
        return ServerWords.of(new SQLException(message, state));
    }
}
