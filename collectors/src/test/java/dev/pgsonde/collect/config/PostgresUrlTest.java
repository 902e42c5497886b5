package dev.pgsonde.collect.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PostgresUrlTest {
    @Test
    void aUserMayStandBesideAUrlThatNamesNone() {
        Address address = new PostgresConfig("jdbc:postgresql://db:5433/app", "sonde", new Secret("s")).address();

        assertThat(address.user()).isEqualTo("sonde");
        assertThat(address).hasToString("db:5433/app");
    }

    @Test
    void whatStandsBesideTheUrlWins() {
        assertThat(new PostgresConfig("postgresql://in:pw@db/app", "beside", null)
                        .address()
                        .user())
                .isEqualTo("beside");
    }

    @Test
    void aUserMustStandSomewhere() {
        assertThatThrownBy(() -> new PostgresConfig("postgresql://db/app", null, null).address())
                .hasMessageContaining("no user is given");
    }
}
