package dev.pgsonde.collect.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.collect.server.LockClaims.Claimant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LockClaimsTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Claimant THIEF = new Claimant(9, true, false, "mallory", "pgsonde agent 1", null, null);
    private static final LockHolder MALLORY = new LockHolder(9, "mallory", "pgsonde agent 1");

    @Test
    void anAgentBehindAnotherStandsBy() {
        assertThat(judge(1, agent(1, 5, false), agent(2, 9, true))).isEqualTo(LockClaim.STANDS_BY);
    }

    @Test
    void theOnlyAgentGoesOnWhateverNameTheThiefGivesHimself() {
        assertThat(judge(1, agent(1, 5, false), THIEF)).isEqualTo(new LockClaim(true, MALLORY));
    }

    @Test
    void ofTwoAgentsBehindAThiefTheEarlierOneSamples() {
        Claimant[] all = {agent(1, 5, false), agent(2, 3, false), THIEF};
        assertThat(judge(1, all)).isEqualTo(new LockClaim(false, MALLORY));
        assertThat(judge(2, all)).isEqualTo(new LockClaim(true, MALLORY));
    }

    @Test
    void ofTwoThatStartedAtOnceOneSamples() {
        Claimant[] all = {agent(1, 5, false), agent(2, 5, false), THIEF};
        assertThat(judge(1, all).leads()).isTrue();
        assertThat(judge(2, all).leads()).isFalse();
    }

    @Test
    void anAgentAmongSeveralHoldersIsEnough() {
        assertThat(judge(1, agent(1, 5, false), THIEF, agent(2, 9, true))).isEqualTo(LockClaim.STANDS_BY);
    }

    @Test
    void whoHasDoneNothingForLongNeitherSamplesNorWillSample() {
        Claimant frozen = new Claimant(2, true, true, "sonde", "pgsonde agent 1", NOON, MINUTE.toMillis() + 1);
        assertThat(judge(1, agent(1, 5, false), frozen))
                .isEqualTo(new LockClaim(true, new LockHolder(2, "sonde", "pgsonde agent 1")));
        Claimant waiting = new Claimant(3, false, true, "sonde", "pgsonde agent 1", NOON, MINUTE.toMillis() + 1);
        assertThat(judge(1, agent(1, 5, false), waiting, THIEF).leads()).isTrue();
    }

    @Test
    void aLockThatIsFreeByNowIsTriedAgain() {
        assertThat(judge(1, agent(1, 5, false))).isEqualTo(LockClaim.STANDS_BY);
    }

    @Test
    void aPreparedTransactionMayHoldItToo() {
        Claimant prepared = new Claimant(null, true, false, "", "", null, null);
        assertThat(judge(1, agent(1, 5, false), prepared).stranger())
                .isNotNull()
                .satisfies(holder -> assertThat(holder.text()).isEqualTo("a prepared transaction"));
    }

    @Test
    void namesAreShownInOneBoundedLine() {
        LockHolder holder = new LockHolder(7, "a\nb\u001b[31m\"; --", "x".repeat(70));
        assertThat(holder.text()).isEqualTo("role a?b??31m?? --, application " + "x".repeat(63) + ", process 7");
    }

    private static LockClaim judge(int own, Claimant... all) {
        return new LockClaims(List.of(all), own, MINUTE).judge();
    }

    private static Claimant agent(int pid, int second, boolean holds) {
        return new Claimant(pid, holds, true, "sonde", "pgsonde agent 1", NOON.plusSeconds(second), 500L);
    }
}
