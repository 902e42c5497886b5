package dev.pgsonde.streams.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class PackingTest {
    @Test
    void anEntryBeginsWithTheVersionOfItsForm() {
        byte[] packed = Packing.INSTANT.pack(Instant.EPOCH);

        assertThat(new PackedReader(packed).number()).isEqualTo(Packing.VERSION);
        assertThat(Packing.INSTANT.unpack(packed)).isEqualTo(Instant.EPOCH);
    }

    @Test
    void anEntryOfAnotherVersionIsRefusedAndNotMisread() {
        byte[] packed = Packing.INSTANT.pack(Instant.EPOCH);
        packed[0] = (byte) (packed[0] + 2); // numbers are in zigzag

        assertThatThrownBy(() -> Packing.INSTANT.unpack(packed))
                .isInstanceOf(StateVersionException.class)
                .hasMessageContaining("version " + (Packing.VERSION + 1))
                .hasMessageContaining("application_id");
    }
}
