package dev.pgsonde.local.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class DigestTest {
    @Test
    void doesNotDependOnHowKeysAreInterleaved() {
        Digest one = new Digest(100);
        add(one, "a", "1", 1);
        add(one, "b", "2", 2);
        add(one, "a", "3", 3);
        Digest other = new Digest(100);
        add(other, "b", "2", 2);
        add(other, "a", "1", 1);
        add(other, "a", "3", 3);
        assertThat(one.sum()).isEqualTo(other.sum());
    }

    @Test
    void dependsOnTheOrderWithinAKey() {
        Digest one = new Digest(100);
        add(one, "a", "1", 1);
        add(one, "a", "3", 1);
        Digest other = new Digest(100);
        add(other, "a", "3", 1);
        add(other, "a", "1", 1);
        assertThat(one.sum().sha256()).isNotEqualTo(other.sum().sha256());
    }

    @Test
    void dependsOnKeyValueAndTimestamp() {
        Answers.Sum sum = of("a", "1", 1);
        assertThat(of("b", "1", 1)).isNotEqualTo(sum);
        assertThat(of("a", "2", 1)).isNotEqualTo(sum);
        assertThat(of("a", "1", 2)).isNotEqualTo(sum);
        assertThat(of("a", "1", 1)).isEqualTo(sum);
    }

    @Test
    void cannotBeMisledByBytesThatMoveFromOneFieldToTheNext() {
        assertThat(of("ab", "c", 1)).isNotEqualTo(of("a", "bc", 1));
    }

    @Test
    void leavesOutWhatIsLater() {
        Digest digest = new Digest(10);
        add(digest, "a", "1", 10);
        add(digest, "a", "2", 11);
        assertThat(digest.sum()).isEqualTo(of("a", "1", 10));
    }

    @Test
    void tellsATombstoneFromAnEmptyValue() {
        Digest tombstone = new Digest(10);
        tombstone.add(bytes("a"), null, 1);
        assertThat(tombstone.sum()).isNotEqualTo(of("a", "", 1));
    }

    @Test
    void ofBothTopicsTellsWhichIsWhich() {
        Answers.Sum one = of("a", "1", 1);
        Answers.Sum other = of("b", "2", 2);
        assertThat(new Answers(one, other).sha256()).isNotEqualTo(new Answers(other, one).sha256());
    }

    private static Answers.Sum of(String key, String value, long timestampMs) {
        Digest digest = new Digest(100);
        add(digest, key, value, timestampMs);
        return digest.sum();
    }

    private static void add(Digest digest, String key, String value, long timestampMs) {
        digest.add(bytes(key), bytes(value), timestampMs);
    }

    private static Bytes bytes(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
