package dev.pgsonde.collect.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProcessTitleTest {
    @ParameterizedTest
    @CsvSource({
        "postgres: checkpointer, checkpointer",
        "postgres: main: checkpointer, checkpointer",
        "postgres: startup recovering 000000010000000000000003, startup",
        "postgres: autovacuum worker orders, autovacuum worker",
        "postgres: walsender repl 10.0.0.2(55) streaming 0/3000, walsender",
        "postgres: io worker 1, io worker",
        "postgres: app orders [local] idle in transaction, client backend",
        "postgres: main: app orders 10.0.0.7(41234) SELECT, client backend",
        "postgres: startups orders [local] idle, client backend",
        "postgres: pg_cron launcher, background worker"
    })
    void aTitleNamesTheBackendType(String title, String backendType) {
        assertThat(ProcessTitle.backendType(title)).contains(backendType);
    }

    @Test
    void aCommandLineIsNoTitle() {
        assertThat(ProcessTitle.backendType("/usr/lib/postgresql/15/bin/postgres -D /data"))
                .isEmpty();
    }
}
