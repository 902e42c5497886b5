package dev.pgsonde.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.AlertStage;
import dev.pgsonde.schema.Alert.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteTest {
    private static final List<String> ALL = List.of("*");

    @Test
    void onlyWhatIsGraveEnough() {
        Route route = new Route(Severity.WARN, ALL, ALL, ALL);

        assertThat(route.leadsHere(of("orders", Severity.PAGE))).isTrue();
        assertThat(route.leadsHere(of("orders", Severity.WARN))).isTrue();
        assertThat(route.leadsHere(of("orders", Severity.INFO))).isFalse();
    }

    @Test
    void onlyOfSourcesThatWereAskedFor() {
        Route route = new Route(Severity.INFO, List.of("prod-*", "orders"), ALL, ALL);

        assertThat(route.leadsHere(of("prod-7", Severity.INFO))).isTrue();
        assertThat(route.leadsHere(of("orders", Severity.INFO))).isTrue();
        assertThat(route.leadsHere(of("test-7", Severity.PAGE))).isFalse();
    }

    @Test
    void thatPgsondeAsAWholeDoesNotWorkConcernsEverySource() {
        Route route = new Route(Severity.WARN, List.of("orders"), ALL, ALL);
        Alert stopped = of("pgsonde", Severity.PAGE).from(Alert.OF_DELIVERY);

        assertThat(route.leadsHere(stopped)).isTrue();
        assertThat(route.leadsHere(of("pgsonde", Severity.PAGE))).isFalse();
        assertThat(route.leadsHere(of("crm", Severity.PAGE).from(Alert.OF_DELIVERY)))
                .isFalse();
    }

    @Test
    void nothingSilencedAndNoEndOfWhatNobodyWasToldOf() {
        Route route = new Route(Severity.INFO, ALL, ALL, ALL);

        assertThat(route.leadsHere(Told.at(AlertStage.SILENCED))).isFalse();
        assertThat(route.leadsHere(Told.alert("m", "s", Severity.WARN, AlertStage.RESOLVED, false)))
                .isFalse();
        assertThat(route.leadsHere(Told.alert("m", "s", Severity.WARN, AlertStage.RESOLVED, true)))
                .isTrue();
    }

    private static Alert of(String source, Severity severity) {
        return Told.alert("wal_bytes_per_commit", source, severity, AlertStage.FIRING, true);
    }
}
