package dev.pgsonde.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresTargetTest {
    @TempDir
    private Path folder;

    @Test
    void aUrlIsReadWhole() {
        PostgresTarget target = parse("postgresql://monitor:p%40ss@db1.example.org:5433/shop?sslmode=require");
        assertThat(target)
                .isEqualTo(new PostgresTarget(
                        "db1.example.org:5433/shop",
                        "db1.example.org",
                        5433,
                        "shop",
                        "monitor",
                        "p@ss",
                        Map.of("sslmode", "require")));
        assertThat(target.jdbcUrl()).isEqualTo("jdbc:postgresql://db1.example.org:5433/shop?sslmode=require");
    }

    @Test
    void whatIsLeftOutIsAsPsqlHasIt() {
        PostgresTarget target = PostgresTarget.parse("postgres://db1", Map.of("PGUSER", "me", "PGPASSWORD", "secret"));
        assertThat(target).isEqualTo(new PostgresTarget("db1:5432/me", "db1", 5432, "me", "me", "secret", Map.of()));
    }

    @Test
    void aNameMayStandInFront() {
        assertThat(parse("shop=postgresql://me:x@db1/shop?sslmode=require").name())
                .isEqualTo("shop");
    }

    @Test
    void aPasswordMayBeAVariableOrAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "from file\n");
        assertThat(parse("postgresql://me:${file:" + file + "}@db1/shop").password())
                .isEqualTo("from file");
        assertThat(PostgresTarget.parse("postgresql://me:${SECRET}@db1/shop", Map.of("SECRET", "from variable"))
                        .password())
                .isEqualTo("from variable");
    }

    @Test
    void itsTextDoesNotShowThePassword() {
        assertThat(parse("postgresql://me:secret@db1/shop").toString()).doesNotContain("secret");
    }

    @Test
    void anUnknownParameterIsNamedAndItsValueIsNot() {
        assertThatThrownBy(() -> parse("postgresql://me@db1/shop?pasword=secret"))
                .hasMessageContaining("pasword")
                .hasMessageNotContaining("secret");
    }

    private static PostgresTarget parse(String text) {
        return PostgresTarget.parse(text, Map.of());
    }
}
