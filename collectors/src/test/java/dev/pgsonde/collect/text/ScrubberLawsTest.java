package dev.pgsonde.collect.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ScrubberLawsTest {
    private static final int AMPLE = 100_000;

    @Property(tries = 5000, edgeCases = EdgeCasesMode.NONE)
    void noSecretIsTold(@ForAll("secretStatements") String sql, @ForAll @IntRange(min = 1, max = 300) int longest) {
        assertThat(Scrubber.scrub(sql, AMPLE).text()).doesNotContainIgnoringCase(SecretStatements.SECRET);
        assertThat(Scrubber.scrub(sql, longest).text()).doesNotContainIgnoringCase(SecretStatements.SECRET);
    }

    /** As the server cuts it, before it is scrubbed. */
    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void noSecretIsToldOfAPart(@ForAll("secretStatements") String sql, @ForAll @IntRange(min = 0, max = 400) int end) {
        String part = sql.substring(0, Math.min(end, sql.length()));
        assertThat(Scrubber.scrub(part, AMPLE).text()).doesNotContainIgnoringCase("hunt");
    }

    @Property(tries = 5000, edgeCases = EdgeCasesMode.NONE)
    void whatWasScrubbedStaysAsItIs(@ForAll("anything") String sql, @ForAll @IntRange(min = 1, max = 200) int longest) {
        String once = Scrubber.scrub(sql, longest).text();
        assertThat(Scrubber.scrub(once, longest)).isEqualTo(new Scrubbed(once, false));
        assertThat(once.length()).isLessThanOrEqualTo(longest);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void whatIsCutIsABeginning(@ForAll("anything") String sql, @ForAll @IntRange(min = 1, max = 200) int longest) {
        Scrubbed cut = Scrubber.scrub(sql, longest);
        Scrubbed whole = Scrubber.scrub(sql, AMPLE);
        assertThat(whole.text()).startsWith(cut.text());
        assertThat(cut.shortened()).isEqualTo(!cut.equals(whole));
    }

    @Provide
    Arbitrary<String> secretStatements() {
        return SecretStatements.texts();
    }

    @Provide
    Arbitrary<String> anything() {
        Arbitrary<String> pieces = Arbitraries.of(
                        "'",
                        "''",
                        "\"",
                        "$",
                        "$$",
                        "$a$",
                        "$1",
                        "/*",
                        "*/",
                        "--",
                        "\n",
                        " ",
                        "\\",
                        "?",
                        ",",
                        ";",
                        "(",
                        ")",
                        ".",
                        ":",
                        "::",
                        "=",
                        "?|",
                        "-",
                        "+",
                        "e",
                        "E'",
                        "U&",
                        "u&\"",
                        "x'",
                        "1",
                        "1e",
                        "0xF",
                        "_",
                        "ab",
                        "set ",
                        "to ",
                        "alter ",
                        "system ",
                        "role ",
                        "user ",
                        "create ",
                        "explain ",
                        "select ",
                        "options",
                        "execute ",
                        "trigger ",
                        "copy ",
                        "from ",
                        "for ",
                        "as ",
                        "is ",
                        "on ",
                        "in ",
                        "declare ",
                        "prepare ",
                        "comment ",
                        "password ",
                        "session ",
                        "notify ",
                        "do ",
                        "text ",
                        "\u00e9",
                        "\ud83d\ude00",
                        "\ud83d",
                        "\0")
                .list()
                .ofMaxSize(25)
                .map(list -> String.join("", list));
        return Arbitraries.oneOf(
                pieces, SecretStatements.texts(), Arbitraries.strings().ofMaxLength(60));
    }
}
