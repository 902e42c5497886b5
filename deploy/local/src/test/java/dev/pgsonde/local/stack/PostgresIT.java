package dev.pgsonde.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ToldProgress progress = new ToldProgress();
    private final Children children = new Children();
    private final DataDirectory data = DataDirectory.create(null, Path.of("/tmp")); // where nobody can go

    @AfterEach
    void stopAll() {
        children.stopAll(PATIENCE);
        data.delete();
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 18})
    void aServerOfItsOwnTakesItsSettingsAndItsPasswordAndStopsWhenAsked(int major) throws SQLException {
        Postgres postgres = start(PostgresPlan.of(major, Map.of("wal_level", "logical")));
        assertThat(ask(postgres, "show wal_level")).isEqualTo("logical");
        assertThat(ask(postgres, "show server_version")).startsWith(String.valueOf(major));
        assertThat(ask(postgres, "show listen_addresses")).isEqualTo("127.0.0.1");
        assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl("postgres"), Postgres.SUPERUSER, "wrong"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
        postgres.child().stop(PATIENCE);
        assertThat(Ports.isFree(postgres.port())).isTrue();
    }

    /** What happens when we are killed: the other end of its standard input is gone. */
    @ParameterizedTest
    @ValueSource(ints = 18)
    void aServerEndsWhenItsLifelineIsCut(int major) {
        Postgres postgres = start(PostgresPlan.of(major, Map.of()));
        postgres.child().cutLifeline();
        await().atMost(PATIENCE).until(() -> !postgres.child().isAlive() && Ports.isFree(postgres.port()));
    }

    private Postgres start(PostgresPlan plan) {
        Home home = TestSurroundings.of(progress).home();
        Workplace at = new Workplace(home, data, new Ports(new Random()), children, new ClassArchive(home));
        try (Progress.Step step = progress.begin("PostgreSQL")) {
            return Postgres.start(at, plan.at(at.ports().take("PostgreSQL", 0)), step);
        }
    }

    private static String ask(Postgres postgres, String question) throws SQLException {
        try (Connection connection = postgres.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getString(1);
        }
    }
}
