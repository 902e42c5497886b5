package dev.pgsonde.collect.wait;

import static dev.pgsonde.collect.wait.Sessions.active;
import static dev.pgsonde.collect.wait.Sessions.answer;
import static dev.pgsonde.collect.wait.Sessions.at;
import static dev.pgsonde.collect.wait.Sessions.checkpointer;
import static dev.pgsonde.collect.wait.Sessions.idle;
import static dev.pgsonde.collect.wait.Sessions.idleInTransaction;
import static dev.pgsonde.collect.wait.Sessions.parallelWorker;
import static dev.pgsonde.collect.wait.Sessions.round;
import static dev.pgsonde.collect.wait.Sessions.rows;
import static dev.pgsonde.collect.wait.Sessions.waitingForLock;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ActivityTest {
    private static final String SECOND_8 = "1767225608000000";
    private static final String SECOND_9 = "1767225609000000";
    private static final String SECOND_10 = "1767225610000000";
    private static final String SECOND_11 = "1767225611000000";

    private final Activity activity = new Activity();

    @Test
    void aWaitIsCountedSinceTheLastInstantAtWhichItWasCertainlyNotThere() {
        activity.hear(List.of(active(1, "shop")), at(9));
        answer(activity, "waits", round(10));
        activity.hear(List.of(active(1, "shop"), checkpointer(2)), at(11));
        activity.hear(List.of(active(1, "shop"), idle(3, "shop")), at(12));

        assertThat(rows(answer(activity, "waits", round(20))))
                .containsExactlyInAnyOrder(
                        "orders app shop client backend active - - 7 " + SECOND_9 + " 3",
                        "- - - checkpointer - Activity CheckpointerMain null " + SECOND_10 + " 1",
                        "orders app shop client backend idle Client ClientRead null " + SECOND_11 + " 1");
    }

    @Test
    void aRoundWithoutLooksIsUnknownAndNotZero() {
        activity.hear(List.of(active(1, "shop")), at(9));
        answer(activity, "waits", round(10));
        activity.missed("canceling statement due to statement timeout");

        assertThat(answer(activity, "waits", round(20)).unknown())
                .isEqualTo("no look: canceling statement due to statement timeout");
        assertThat(answer(activity, "sessions", round(20)).unknown()).isNotNull();
        assertThat(rows(answer(activity, "looks", round(20))))
                .containsExactly(SECOND_9 + " 1 1 1 0 0 canceling statement due to statement timeout");
    }

    @Test
    void allViewsOfARoundTellOfTheSameLooks() {
        activity.hear(List.of(active(1, "shop")), at(9));

        assertThat(answer(activity, "waits", round(10)).unknown()).isNull();
        assertThat(answer(activity, "sessions", round(10)).unknown()).isNull();
        assertThat(answer(activity, "blocking", round(10)).unknown()).isNull();
    }

    @Test
    void thoseThatWaitTogetherAreSquared() {
        activity.hear(List.of(waitingForLock(1, "shop"), waitingForLock(2, "shop"), idle(3, "shop")), at(8));
        activity.hear(List.of(waitingForLock(1, "shop"), active(2, "report")), at(9));

        assertThat(rows(answer(activity, "wait_classes", round(10))))
                .containsExactlyInAnyOrder(
                        "client backend Lock - " + SECOND_8 + " 3 5", // two at one look, and one at another
                        "client backend - - " + SECOND_8 + " 1 1");
    }

    @Test
    void aParallelWorkerIsToldByWhatItsLeaderWaitsFor() {
        activity.hear(
                List.of(
                        parallelWorker(5, 1, "IO", "DataFileRead"),
                        parallelWorker(6, 1, "IO", "DataFileRead"),
                        parallelWorker(7, 99, "IO", "DataFileRead"),
                        waitingForLock(1, "shop")),
                at(8));

        assertThat(rows(answer(activity, "wait_classes", round(10))))
                .filteredOn(row -> row.startsWith("parallel worker"))
                .containsExactlyInAnyOrder(
                        "parallel worker IO " + waitingForLock(1, "shop").waitEvent() + " " + SECOND_8 + " 2 4",
                        "parallel worker IO - " + SECOND_8 + " 1 1");
    }

    @Test
    void theMostAtOnceIsTheMostOfAnySingleLook() {
        activity.hear(List.of(active(1, "shop"), active(2, "shop"), idle(3, "shop")), at(8));
        activity.hear(List.of(idle(1, "shop"), waitingForLock(2, "shop"), active(9, "report")), at(9));

        assertThat(rows(answer(activity, "sessions", round(10))))
                .containsExactlyInAnyOrder(
                        "orders app shop 2 1 1 0 1 3 2 1", // three were open and two used, but not both waited
                        "orders app report 1 1 0 0 0 1 1 0");
    }

    @Test
    void whoLeftSinceTheRoundBeforeIsToldOnceMore() {
        activity.hear(List.of(active(1, "shop")), at(8));
        activity.hear(List.of(active(2, "report")), at(9));

        assertThat(rows(answer(activity, "sessions", round(10))))
                .containsExactlyInAnyOrder("orders app shop 0 0 0 0 0 1 1 0", "orders app report 1 1 0 0 0 1 1 0");
        activity.hear(List.of(active(2, "report")), at(11));
        assertThat(rows(answer(activity, "sessions", round(20)))).containsExactly("orders app report 1 1 0 0 0 1 1 0");
    }

    @Test
    void aTransactionThatEndedBeforeTheRoundIsToldAtItsOldest() {
        activity.hear(List.of(idleInTransaction(1, "shop", 900, 300), active(2, "report")), at(8));
        activity.hear(List.of(idleInTransaction(1, "shop", 1_900, 1_300)), at(9));

        assertThat(rows(answer(activity, "long_transactions", round(10))))
                .containsExactly(
                        "transaction 1 1 orders app shop client backend idle in transaction 1900",
                        "transaction 2 2 orders app report client backend active 1000",
                        "idle in transaction 1 1 orders app shop client backend idle in transaction 1300");
    }

    @Test
    void onlyTheOldestFewAreTold() {
        activity.hear(
                IntStream.rangeClosed(1, 40)
                        .mapToObj(pid -> idleInTransaction(pid, "shop", 1_000L * pid, 0))
                        .toList(),
                at(9));

        assertThat(rows(answer(activity, "long_transactions", round(10))))
                .hasSize(10)
                .first()
                .isEqualTo("transaction 1 40 orders app shop client backend idle in transaction 40000");
    }

    @Test
    void theRootOfAChainIsWhoWaitsForNobody() {
        activity.hear(
                List.of(idleInTransaction(1, "deploy", 9, 9), waitingForLock(2, "shop"), waitingForLock(3, "shop")),
                at(9));
        assertThat(ActivityLook.blockingSql(18, activity))
                .hasValueSatisfying(sql -> assertThat(sql).containsPattern("ARRAY\\[(2,3|3,2)\\]"));

        activity.hearBlocking(List.of(
                new LockWait(2, 1, "relation", "AccessShareLock", "public.orders", 500L),
                new LockWait(3, 2, "transactionid", "ShareLock", null, 100L)));

        assertThat(rows(answer(activity, "blocking", round(10))))
                .containsExactly(
                        "2 1 1 500 1 relation AccessShareLock public.orders orders app shop app deploy idle in transaction",
                        "3 2 1 100 1 transactionid ShareLock null orders app shop app shop active");
        assertThat(rows(answer(activity, "lock_roots", round(10))))
                .containsExactly("idle in transaction Client ClientRead " + SECOND_9 + " 2 4");
    }

    @Test
    void aDeadlockHasNoRootAndAPreparedTransactionNoApplication() {
        activity.hear(List.of(waitingForLock(1, "a"), waitingForLock(2, "b"), waitingForLock(3, "c")), at(9));
        activity.hearBlocking(List.of(
                new LockWait(1, 2, "transactionid", "ShareLock", null, null),
                new LockWait(2, 1, "transactionid", "ShareLock", null, null),
                new LockWait(3, 0, "transactionid", "ShareLock", null, null)));

        assertThat(rows(answer(activity, "blocking", round(10))))
                .containsExactly(
                        "1 2 null 0 1 transactionid ShareLock null orders app a app b active",
                        "2 1 null 0 1 transactionid ShareLock null orders app b app a active",
                        "3 0 0 0 1 transactionid ShareLock null orders app c null null null");
        assertThat(rows(answer(activity, "lock_roots", round(10))))
                .containsExactly("- - - " + SECOND_9 + " 2 4", "prepared transaction - - " + SECOND_9 + " 1 1");
    }

    /** PostgreSQL 13 has no start time of a lock wait. */
    @Test
    void aWaitIsTimedFromTheFirstLookThatSawIt() {
        LockWait wait = new LockWait(2, 1, "relation", "AccessShareLock", "public.orders", null);
        for (int second : new int[] {1, 5, 12}) {
            activity.hear(List.of(active(1, "deploy"), waitingForLock(2, "shop")), at(second));
            activity.hearBlocking(List.of(wait));
        }
        assertThat(rows(answer(activity, "blocking", round(20))))
                .containsExactly(
                        "2 1 1 11000000 3 relation AccessShareLock public.orders orders app shop app deploy active");

        activity.hear(List.of(active(2, "shop")), at(21));
        activity.hear(List.of(active(1, "deploy"), waitingForLock(2, "shop")), at(23));
        activity.hearBlocking(List.of(wait));

        assertThat(rows(answer(activity, "blocking", round(30))))
                .containsExactly("2 1 1 0 1 relation AccessShareLock public.orders orders app shop app deploy active");
    }

    @Test
    void noSecondQuestionIsAskedWhenNobodyWaits() {
        activity.hear(List.of(active(1, "shop")), at(9));

        assertThat(ActivityLook.blockingSql(18, activity)).isEmpty();
    }

    @Test
    void aLongNameIsCutAndAnEmptyOneIsADash() {
        assertThat(SessionSeen.label("x".repeat(200))).hasSize(64);
        assertThat(SessionSeen.label("")).isEqualTo("-");
        assertThat(SessionSeen.label("tab\tand 'quote'.")).isEqualTo("tab\tand 'quote'.");
    }

    @Test
    void backendTypesAreThoseOfTheLastLook() {
        activity.hear(List.of(active(1, "shop"), checkpointer(2)), at(9));

        assertThat(activity.backendTypes()).isEqualTo(Map.of(1, "client backend", 2, "checkpointer"));
    }
}
