package dev.pgsonde.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsonde.process.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortsTest {
    private final Ports ports = new Ports(new Random(1));

    @Test
    void noPortIsGivenTwice() {
        Set<Integer> given = new HashSet<>();
        for (int n = 0; n < 100; n++) {
            assertThat(given.add(ports.take("a server", 0))).isTrue();
        }
    }

    @Test
    void aPortIsWhereTheKernelTakesNoneForOutgoingConnections() {
        assertThat(ports.take("a server", 0)).isBetween(20_000, 32_000);
    }

    @Test
    void aWantedPortIsGiven() {
        int free = new Ports(new Random(2)).take("a server", 0);
        assertThat(ports.take("Kafka", free)).isEqualTo(free);
    }

    @Test
    void aWantedPortWhereSomebodyListensIsTheUsersError() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> ports.take("Kafka", other.getLocalPort()))
                    .isInstanceOf(UserError.class)
                    .hasMessage("port " + other.getLocalPort()
                            + " for Kafka is taken by another program; choose another, or none");
        }
    }

    @Test
    void aWantedPortCannotBeTwoServers() {
        int free = new Ports(new Random(3)).take("a server", 0);
        ports.take("Kafka", free);
        assertThatThrownBy(() -> ports.take("Druid", free)).hasMessageContaining("given twice");
    }

    @Test
    void aPortHasToBeOne() {
        assertThatThrownBy(() -> ports.take("Kafka", 70_000)).hasMessageContaining("70000 is no port");
        assertThatThrownBy(() -> ports.take("Kafka", -1)).isInstanceOf(UserError.class);
    }
}
