package dev.pgsonde.collect.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.collect.config.TextsConfig;
import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.ColumnKind;
import dev.pgsonde.schema.LongColumn;
import dev.pgsonde.schema.TextColumn;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TextsTest {
    private static final int[] NONE_ABSENT = {};

    private final Texts texts = new Texts(new TextsConfig(Duration.ofSeconds(60), Duration.ofSeconds(5), 4000));

    @Test
    void aStatementOfTwoUsersIsAskedForOnceAndNeverAgain() {
        List<Column> round = round(7, 7, 8);
        TextQuestion question = texts.due(round, 0).orElseThrow();
        assertThat(question.ids()).isEqualTo(Set.of(new StatementId("app", 7), new StatementId("app", 8)));
        texts.answered(question, 0, 1);
        assertThat(texts.due(round, seconds(1000))).isEmpty();
        assertThat(texts.due(round(7, 8, 9), seconds(1000)).orElseThrow().ids())
                .isEqualTo(Set.of(new StatementId("app", 9)));
    }

    @Test
    void oneIdInTwoDatabasesHasTwoTexts() {
        texts.answered(texts.due(round(7), 0).orElseThrow(), 0, 1);
        List<Column> elsewhere =
                List.of(new TextColumn("database", ColumnKind.LABEL, List.of("shop"), NONE_ABSENT), ids(7));
        assertThat(texts.due(elsewhere, seconds(60)).orElseThrow().ids()).isEqualTo(Set.of(new StatementId("shop", 7)));
    }

    @Test
    void aRowWithoutDatabaseOrIdHasNoText() {
        List<Column> round = List.of(
                new TextColumn("database", ColumnKind.LABEL, List.of("", "app"), new int[] {0}),
                new LongColumn("query_id", ColumnKind.LABEL, new long[] {7, 0}, new int[] {1}));
        assertThat(texts.due(round, 0)).isEmpty();
    }

    @Test
    void isNotAskedMoreOftenThanWanted() {
        texts.answered(texts.due(round(7), 0).orElseThrow(), 0, seconds(1) / 4);
        assertThat(texts.due(round(8), seconds(60) - 1)).isEmpty();
        assertThat(texts.due(round(8), seconds(60))).isPresent();
    }

    @Test
    void aLongAnswerIsNotAskedForBeforeAHundredTimesAsLong() {
        texts.answered(texts.due(round(7), 0).orElseThrow(), seconds(5), seconds(7));
        assertThat(texts.due(round(8), seconds(205) - 1)).isEmpty();
        assertThat(texts.due(round(8), seconds(205))).isPresent();
    }

    @Test
    void whatFailedIsAskedAgainAfterEverLongerPauses() {
        long at = 0;
        for (int minutes : new int[] {2, 4, 8, 16, 32, 64, 64}) {
            assertThat(texts.due(round(7), at)).isPresent();
            texts.failed(at, at + 1);
            long next = at + TimeUnit.MINUTES.toNanos(minutes);
            assertThat(texts.due(round(7), next - 1)).isEmpty();
            at = next;
        }
        texts.answered(texts.due(round(7), at).orElseThrow(), at, at);
        assertThat(texts.due(round(8), at + seconds(60))).isPresent();
    }

    @Test
    void manyAreAskedForInParts() {
        List<Column> round = round(LongStream.rangeClosed(1, 5000).toArray());
        long at = 0;
        for (int left : new int[] {2000, 2000, 1000}) {
            TextQuestion question = texts.due(round, at).orElseThrow();
            assertThat(question.ids()).hasSize(left);
            texts.answered(question, at, at);
            at += seconds(60);
        }
        assertThat(texts.due(round, at)).isEmpty();
    }

    @Test
    void whatIsStillThereIsRememberedAndTheRestForgottenInTheEnd() {
        SeenIds seen = new SeenIds(100);
        StatementId kept = new StatementId("app", -1);
        StatementId gone = new StatementId("app", -2);
        seen.add(kept);
        seen.add(gone);
        for (long id = 1; id <= 1000; id++) {
            seen.add(new StatementId("app", id));
            assertThat(seen.contains(kept)).isTrue();
        }
        assertThat(seen.contains(gone)).isFalse();
        assertThat(seen.contains(new StatementId("app", 1000))).isTrue();
        assertThat(seen.contains(new StatementId("app", 1001))).isFalse();
    }

    private static List<Column> round(long... queryIds) {
        List<String> databases = Arrays.stream(queryIds).mapToObj(id -> "app").toList();
        return List.of(new TextColumn("database", ColumnKind.LABEL, databases, NONE_ABSENT), ids(queryIds));
    }

    private static Column ids(long... queryIds) {
        return new LongColumn("query_id", ColumnKind.LABEL, queryIds, NONE_ABSENT);
    }

    private static long seconds(long seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }
}
