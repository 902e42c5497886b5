package dev.pgsonde.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b[2J\u001b]0;owned\u0007",
                "\u009b31m",
                "a\rb",
                "a\nb",
                "a\tb",
                "a\bb",
                "\u0000",
                "\u007f",
                "\u202egnp.exe",
                "\u2066x\u2069",
                "\u200f\u061c\u200b\ufeff",
                "\u2028\u2029",
                "\ud800",
                "\udb40\udc41"
            })
    void nothingHiddenReachesATerminal(String hostile) {
        assertThat(SafeText.terminal("x" + hostile + "y"))
                .startsWith("x")
                .endsWith("y")
                .contains("\\u")
                .matches("[ -~]+");
    }

    @Test
    void whatIsSeenStaysAsItIs() {
        String name = "größe \"Таблица\" 表 é 😀 a;b--$$${}`'\\";

        assertThat(SafeText.terminal(name)).isEqualTo(name);
        assertThat(SafeText.terminal(SafeText.terminal("\u001b[1m"))).isEqualTo("\\u001b[1m");
        assertThat(SafeText.terminalLines("a\nb\u0007")).isEqualTo("a\nb\\u0007");
    }

    @Test
    void slackIsNeitherCalledNorLinkedNorLedOutOfCode() {
        assertThat(SafeText.slack("<!channel> & <http://evil|click> `x`"))
                .isEqualTo("&lt;!channel&gt; &amp; &lt;http://evil|click&gt; \u02cbx\u02cb");
        assertThat(SafeText.slackCode("a ``` <!here>\n b")).isEqualTo("a ``\u02cb &lt;!here&gt;\n b");
        assertThat(SafeText.slack("\u202e")).isEqualTo("\\u202e");
    }

    @Test
    void markdownAndHtmlShowMarkupAsText() {
        assertThat(SafeText.markdown("[x](javascript:a) `b` <img>\n# c"))
                .isEqualTo("\\[x\\]\\(javascript:a\\) \\`b\\` \\<img\\>\\\\u000a\\# c");
        assertThat(SafeText.html("<script a='1' b=\"2\">&\u0007"))
                .isEqualTo("&lt;script a=&#39;1&#39; b=&quot;2&quot;&gt;&amp;\\u0007");
    }
}
