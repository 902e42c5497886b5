package dev.pgsonde.collect.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UserTextTest {
    private static final int LONGEST = 4000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orders",
                "idle in transaction",
                "ClientRead",
                "Lock",
                "VACUUM FULL",
                "table",
                "0/16B3748",
                "2026-01-01 12:00:00.25+00",
                "12 MB",
                "PostgreSQL 15.3 (Debian 15.3-1) on x86_64, compiled by gcc, 64-bit",
                "{\"a\": [1, 2]}",
                "192.168.0.1/32",
                "orders_pkey",
                "https://example.org:8443/orders?page=2",
                "da39a3ee5e6b4b0d3255bfef95601890afd80709",
                "2026-01-01T12:00:00Z",
                "fillfactor=50",
                ""
            })
    void whatIsNoSqlIsToldAsItIs(String value) {
        assertThat(UserText.told("tag_name", value, LONGEST)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'hunter2'",
                "  (select 1) /* hunter2 */",
                "/* hunter2 */ select 1",
                "-- hunter2\nselect 1",
                "; set my.secret = hunter2",
                "alter role x set my.secret to hunter2",
                "SELEC 'hunter2'",
                " a = 'hunter2'::text",
                "do $x$ hunter2 $x$",
                "BEGIN PERFORM $_$hunter2$_$; END",
                "host=10.0.0.1 password=hunter2",
                "{my.secret=hunter2}",
                "{PGPASSWORD: hunter2}",
                "postgresql://me:hunter2@db/orders",
                "curl --oauth2-bearer hunter2",
                "Authorization: Basic hunter2",
                "{\"api_key\": \"hunter2\"}",
                "postgres://me:hun/ter@2/hunter2@db/orders",
                "{host=db,key=hunter2}",
                "redis://:hunter2@cache:6379/0",
                "db.example.org:5432:orders:me:hunter2",
                "curl -u me:hunter2 https://example.org",
                "mysql --pass hunter2",
            })
    void whatReadsLikeSqlOrHoldsAPasswordIsScrubbedWhateverItsColumnIsCalled(String value) {
        assertThat(UserText.told("told", value, LONGEST)).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AKIAIOSFODNN7EXAMPLE",
                "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJtZSJ9.c2lnbmF0dXJl",
                "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
                "xoxb-2345-6789-abcdef",
                "-----BEGIN OPENSSH PRIVATE KEY-----",
                "SCRAM-SHA-256$4096:c2FsdA==$c3RvcmVk:c2VydmVy",
                "md5a3556571e93b0d20722ba62be61e8c2d"
            })
    void whatIsASecretByItsFormIsHidden(String secret) {
        assertThat(UserText.told("told", "it is " + secret + " here", LONGEST)).isEqualTo("?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"srvoptions", "umoptions", "user_password", "client_secret"})
    void columnsNamedForSecretsAreHidden(String column) {
        assertThat(UserText.told(column, "hunter2", LONGEST)).isEqualTo("?");
    }

    /** Whatever a secret is called, however it is set off, and whatever stands around it. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void secretsOfManyShapesAreHidden(long seed) {
        Random random = new Random(seed);
        for (int n = 0; n < 2_000; n++) {
            String name = any(random, NAMES);
            String value = "hunter2" + any(random, List.of("", "/x", "@y", "#z", "%20", "=", "\u00e9"));
            String shape = any(random, SHAPES).replace("NAME", name).replace("VALUE", value);
            String text =
                    any(random, List.of("", "see ", "{", "host=db ")) + shape + any(random, List.of("", " end", "}"));

            assertThat(UserText.told("told", text, LONGEST)).as(text).doesNotContain("hunter2");
        }
    }

    private static final List<String> NAMES = List.of(
            "pass",
            "password",
            "Password",
            "PGPASSWORD",
            "passwd",
            "passphrase",
            "pwd",
            "secret",
            "client_secret",
            "token",
            "access_token",
            "auth-token",
            "api_key",
            "apikey",
            "x-api-key",
            "aws_secret_access_key",
            "private_key",
            "credentials",
            "sslpassword",
            "db.password");
    private static final List<String> SHAPES = List.of(
            "NAME=VALUE",
            "NAME = VALUE",
            "NAME: VALUE",
            "\"NAME\": \"VALUE\"",
            "NAME=>VALUE",
            "?NAME=VALUE&x=1",
            "Authorization: Bearer VALUE",
            "bearer VALUE",
            "password VALUE",
            "--password VALUE",
            "https://me:VALUE@example.org/NAME",
            "{user=me,NAME=VALUE}");

    private static String any(Random random, List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"query", "tag_query", "stmt", "last_statement", "SQL_text"})
    void columnsNamedForSqlAreAlwaysScrubbed(String column) {
        assertThat(UserText.told(column, "hunter2 at large", LONGEST)).isEqualTo("?");
    }
}
