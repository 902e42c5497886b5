package dev.pgsonde.local.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsonde.process.UserError;
import dev.pgsonde.streams.detect.Scale;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesFileTest {
    @Test
    void sumsAndEventsInAnyOrderOfColumns() throws IOException {
        SeriesFile file = read("event,denominator,t,numerator\n,10,0,5\n\"deploy, \"\"3\"\"\",20,1,15\n");

        assertThat(file.trace().size()).isEqualTo(2);
        assertThat(file.trace().level(1)).isEqualTo(0.75);
        assertThat(file.events().stream()).containsExactly(1);
        assertThat(file.scale()).isEqualTo(Scale.LOGARITHMIC);
    }

    @Test
    void anEmptyCellIsUnknownAndNotZero() throws IOException {
        SeriesFile file = read("t,numerator,denominator\n0,,10\n1,5,\n2,5,10\n3,0,0\n");

        assertThat(file.trace().isKnown(0)).isFalse();
        assertThat(file.trace().isKnown(1)).isFalse();
        assertThat(file.trace().isKnown(2)).isTrue();
        assertThat(file.trace().isKnown(3)).isFalse();
    }

    @Test
    void valuesThatMayBeNegativeAreOnALinearScale() throws IOException {
        assertThat(read("t,value\n0,1\n1,2\n").scale()).isEqualTo(Scale.LOGARITHMIC);
        assertThat(read("t,value\n0,1\n1,-2\n").scale()).isEqualTo(Scale.LINEAR);
    }

    /** As where one counter is read a moment before another: the sums are right, and single windows are not. */
    @Test
    void aQuotientBelowNothingOnceInAWhileIsStillARatio() throws IOException {
        assertThat(read("t,numerator,denominator\n0,10,1\n1,-2,1\n2,9,1\n").scale())
                .isEqualTo(Scale.LOGARITHMIC);
        assertThat(read("t,numerator,denominator\n0,-10,1\n1,-2,1\n2,9,1\n").scale())
                .isEqualTo(Scale.LINEAR);
    }

    @Test
    void aMarkAtTheStartAndEmptyLinesAreNothing() throws IOException {
        assertThat(read("\uFEFFt,value\n0,1\n\n1,2\n").trace().size()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "``, is empty",
                "`t,value\n`, no windows after it",
                "`a,b\n1,2\n`, 'line 1: has the columns a,b'",
                "`t,value,value\n1,2,3\n`, line 1",
                "`t,value,denominator\n1,2,3\n`, line 1",
                "`t,value\n1\n`, line 2: has 1 columns where the first line has 2",
                "`t,value\n1,x\n`, line 2: x is not a number",
                "`t,value\n1,1e999\n`, is not finite",
                "`t,numerator,denominator\n1,1,-3\n`, line 2: the denominator is -3"
            })
    void whatIsWrongIsNamedWithItsLine(String text, String message) {
        assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("x.csv")
                .hasMessageContaining(message.replace("'", ""));
    }

    private static SeriesFile read(String text) throws IOException {
        return SeriesFile.read(new BufferedReader(new StringReader(text)), "x.csv");
    }
}
