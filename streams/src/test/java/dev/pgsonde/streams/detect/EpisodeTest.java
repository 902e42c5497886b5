package dev.pgsonde.streams.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What came and went by itself is told again only when it is larger, or large, or something is known to have happened. */
class EpisodeTest {
    private static final int NOW = 1000;

    @Test
    void theSameAgainIsNoNews() {
        Episode episode = Episode.NONE.then(latch(0.3, 40), NOW);

        assertThat(again(episode, 1, 0.3, 200, false).passed()).isFalse();
        assertThat(again(episode, 1, 0.4, 200, false).passed()).isTrue();
    }

    @Test
    void theOtherWayOrBesideAnEventItIs() {
        Episode episode = Episode.NONE.then(latch(0.3, 40), NOW);

        assertThat(again(episode, -1, 0.3, 200, false).passed()).isTrue();
        assertThat(again(episode, 1, 0.3, 200, true).passed()).isTrue();
    }

    @Test
    void itIsForgotten() {
        Episode episode = Episode.NONE.then(latch(0.3, 40), NOW);

        assertThat(again(episode, 1, 0.3, 500, false).passed()).isTrue();
    }

    @Test
    void whatLastedWasNoEpisode() {
        assertThat(Episode.NONE.then(latch(0.3, 200), NOW)).isEqualTo(Episode.NONE);
    }

    @Test
    void whatIsLargeIsToldEachTime() {
        Episode episode = Episode.NONE.then(latch(2.1, 40), NOW);

        assertThat(again(episode, 1, 2.1, 200, false).passed()).isTrue();
        assertThat(again(episode, 1, 1, 200, false).passed()).isFalse();
    }

    private static Guard again(Episode episode, int sign, double size, int later, boolean event) {
        return episode.guard(Episode.Candidate.of(sign, size, Scale.LOGARITHMIC, 1), NOW + later, event);
    }

    private static Latch latch(double size, int age) {
        return new Latch(1, 0, size, 5, Tier.WARN, 5, age, Track.EMPTY);
    }
}
