package dev.pgsonde.collect.publish;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DeliveryTest {
    private static final long SECOND = 1_000_000_000L;

    private final Delivery delivery = new Delivery();

    @Test
    void aBrokerThatTakesNothingForLongIsToldAwayOnceAndBackOnce() {
        delivery.sent(0);
        assertThat(delivery.goesAway(9 * SECOND)).isFalse();
        assertThat(delivery.goesAway(11 * SECOND)).isTrue();
        assertThat(delivery.goesAway(12 * SECOND)).isFalse();
        assertThat(delivery.arrived(13 * SECOND)).isTrue();
        assertThat(delivery.goesAway(60 * SECOND)).isFalse();
    }

    @Test
    void lossesAreToldWhenRecordsArriveAgainAndOnlyOnce() {
        delivery.sent(0);
        delivery.sent(0);
        delivery.goesAway(11 * SECOND);
        delivery.failed(1, "expired");
        assertThat(delivery.takeLoss()).isEmpty();
        delivery.arrived(20 * SECOND);
        assertThat(delivery.takeLoss()).contains(new Delivery.Loss(1, "expired"));
        assertThat(delivery.takeLoss()).isEmpty();
    }

    @Test
    void aRecordOfLossesThatIsLostItselfBringsThemBack() {
        delivery.sent(0);
        delivery.failed(8, "expired");
        assertThat(delivery.takeLoss()).contains(new Delivery.Loss(8, "expired"));
    }

    @Test
    void aFullBufferIsNotTriedAgainForAWhile() {
        delivery.pause(0);
        assertThat(delivery.isPaused(SECOND / 2)).isTrue();
        assertThat(delivery.isPaused(2 * SECOND)).isFalse();
    }
}
