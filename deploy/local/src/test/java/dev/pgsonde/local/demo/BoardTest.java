package dev.pgsonde.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.local.stack.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoardTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);

    @Test
    void onATerminalAPictureTakesThePlaceOfTheOneBefore() {
        Board board = new Board(lines(), out, true);
        board.show(List.of("one", "two"));
        board.show(List.of("three"));
        assertThat(text()).isEqualTo("one\ntwo\n\033[2A\033[Jthree\n");
    }

    @Test
    void whatIsSaidGoesAboveThePicture() {
        Board board = new Board(lines(), out, true);
        board.show(List.of("picture"));
        board.say("news");
        assertThat(text()).isEqualTo("picture\n\033[1A\033[Jnews\npicture\n");
    }

    @Test
    void whatWasKeptStays() {
        Board board = new Board(lines(), out, true);
        board.show(List.of("picture"));
        board.keep();
        board.say("news");
        assertThat(text()).isEqualTo("picture\nnews\n");
    }

    @Test
    void intoAFileNothingIsTakenBack() {
        Board board = new Board(lines(), out, false);
        board.show(List.of("one"));
        board.say("news");
        board.show(List.of("two"));
        assertThat(text()).isEqualTo("one\nnews\ntwo\n");
    }

    @Test
    void silenceIsForAllOfIt() {
        Board board = new Board(lines(), out, true);
        board.silence();
        board.show(List.of("picture"));
        assertThat(text()).isEmpty();
    }

    private String text() {
        return shown.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    /** Says, and no more. */
    private Progress lines() {
        return new Progress() {
            @Override
            public Step begin(String what) {
                throw new UnsupportedOperationException(what);
            }

            @Override
            public void say(String line) {
                out.println(line);
            }

            @Override
            public void silence() {}
        };
    }
}
