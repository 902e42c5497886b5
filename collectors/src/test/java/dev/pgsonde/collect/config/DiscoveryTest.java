package dev.pgsonde.collect.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscoveryTest {
    private final FakeSources machine = new FakeSources();

    /** Each string, and the host, port, database and user that psql of PostgreSQL 15 found in it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            postgresql://sonde@db:5433/app                              | db:5433/app             | sonde
            postgres://sonde@db                                         | db:5432/sonde           | sonde
            postgresql://db/app                                         | db:5432/app             | me
            postgresql://sonde:a%40b@db/my%20app                        | db:5432/my app          | sonde
            postgresql://other@db/x?user=sonde&dbname=app&port=6000     | db:6000/app             | sonde
            postgresql://sonde@[::1]:5433/app                           | [::1]:5433/app          | sonde
            postgresql://sonde@a:1,b:2/app                              | a:1,b:2/app             | sonde
            postgresql://sonde@a,b:2/app                                | a:5432,b:2/app          | sonde
            postgresql://%2Fvar%2Frun%2Fx/app                           | /var/run/x:5432/app     | me
            postgresql:///app                                           | localhost:5432/app      | me
            host=db dbname=app user=sonde                               | db:5432/app             | sonde
            host = db  port=5433 dbname = 'my \\'app\\\\'               | db:5433/my 'app\\       | me
            host=a,b port=5433 user=sonde                               | a:5433,b:5433/sonde     | sonde
            host=a,b port=1,2 user=sonde                                | a:1,b:2/sonde           | sonde
            host=/run/pg user=sonde                                     | /run/pg:5432/sonde      | sonde
            hostaddr=10.0.0.1 user=sonde                                | 10.0.0.1:5432/sonde     | sonde
            jdbc:postgresql://db:5433/app?user=sonde&ApplicationName=x  | db:5433/app             | sonde
            """)
    void aConnectionStringIsReadAsPsqlReadsIt(String url, String place, String user) {
        Address address = find(url);
        assertThat(address).hasToString(place.replace("\\\\", "\\"));
        assertThat(address.user()).isEqualTo(user);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mysql://db/app                          | neither postgresql://
            orders                                  | neither postgresql://
            postgresql://sonde@db/app?sslmode       | not name=value
            postgresql://sonde@a:b/app              | not host:port
            postgresql://sonde:100%@db/app          | two hexadecimal digits
            host=db password='s3cret                | not key=value pairs
            host=db port=none                       | a port is a number
            host=db port=70000                      | a port is a number
            host=a,b,c port=1,2                     | different lengths
            host=a,/tmp                             | can only be the only one
            host=db sslcrl=/x                       | cannot do what sslcrl asks for
            host=db sslmode=verify-full             | needs the root certificate
            host=db sslmode=require sslrootcert=system | needs sslmode=verify-full
            host=db sslcert=/x                      | no client certificate /x
            host=db service=none                    | the service none is defined in none of /home/me/.pg_service.conf
            """)
    void whatCannotWorkIsNamedWithoutAnyValueThatMayBeSecret(String url, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> find(url))
                .withMessageContaining(message)
                .withMessageNotContaining("s3cret");
    }

    @Test
    void everythingMayComeFromTheEnvironment() {
        machine.with("PGHOST", "db")
                .with("PGPORT", "5433")
                .with("PGDATABASE", "app")
                .with("PGUSER", "sonde")
                .with("PGPASSWORD", "s")
                .with("PGCONNECT_TIMEOUT", "3")
                .with("PGTARGETSESSIONATTRS", "read-write");
        assertThat(find(null))
                .isEqualTo(new Address(
                        List.of(new Endpoint("db", 5433)),
                        "app",
                        "sonde",
                        Passwords.of(new Secret("s")),
                        Map.of("connectTimeout", "3", "targetServerType", "primary")));
    }

    @Test
    void theStringComesBeforeTheServiceAndThatBeforeTheEnvironment() {
        machine.with("PGUSER", "of_environment")
                .with("PGDATABASE", "of_environment")
                .with("PGPORT", "6000")
                .file("/home/me/.pg_service.conf", """
                        # ours
                        [other]
                        host=elsewhere
                        [orders]
                        host=db
                        dbname=of_service
                        user=of_service
                        user=never

                        [orders2]
                        port=1
                        """);
        Address address = find("service=orders user=of_string");
        assertThat(address).hasToString("db:6000/of_service");
        assertThat(address.user()).isEqualTo("of_string");
    }

    @Test
    void theUsersServiceFileComesBeforeTheSystems() {
        machine.with("PGSERVICEFILE", "/srv/mine")
                .with("PGSYSCONFDIR", "/srv/all")
                .with("PGSERVICE", "b")
                .file("/srv/mine", "[a]\nhost=mine\n")
                .file("/srv/all/pg_service.conf", "[a]\nhost=all\n[b]\nhost=all\n");
        assertThat(find("service=a").first().host()).isEqualTo("mine");
        assertThat(find(null).first().host()).isEqualTo("all");
    }

    @ParameterizedTest
    @CsvSource({"service=b, cannot name another", "nonsense, not keyword=value"})
    void aServiceFileThatLibpqWouldRefuseIsRefused(String line, String message) {
        machine.file("/home/me/.pg_service.conf", "[a]\n" + line + "\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> find("service=a"))
                .withMessageContaining("/home/me/.pg_service.conf line 2")
                .withMessageContaining(message);
    }

    @Test
    void aServerThatListensOnASocketOfThisMachineIsFoundThere() {
        machine.file("/var/run/postgresql/.s.PGSQL.5433", "").file("/tmp/.s.PGSQL.5432", "");
        assertThat(find("port=5433 user=a")).hasToString("/var/run/postgresql:5433/a");
        assertThat(find("postgresql://a@")).hasToString("/tmp:5432/a");
        assertThat(find("port=5433 user=a sslmode=verify-full").options()).isEqualTo(Map.of("sslmode", "disable"));
    }

    @Test
    void aRootCertificateIsUsedWhereLibpqWouldUseIt() {
        machine.file("/home/me/.postgresql/root.crt", "");
        assertThat(find("host=db").options()).isEqualTo(Map.of("sslrootcert", "/home/me/.postgresql/root.crt"));
        assertThat(find("host=db sslmode=require").options()).containsEntry("sslmode", "verify-ca");
        assertThat(find("host=db sslmode=verify-full").options()).containsEntry("sslmode", "verify-full");
        assertThat(find("host=db sslmode=disable").options()).isEqualTo(Map.of("sslmode", "disable"));
        assertThat(find("host=db sslrootcert=system").options())
                .isEqualTo(Map.of("sslmode", "verify-full", "sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory"));
    }

    @Test
    void sslIsWhatEachMeansByIt() {
        machine.file("/home/me/.postgresql/root.crt", "");
        assertThat(find("postgresql://db/a?ssl=true").options()).containsEntry("sslmode", "verify-ca");
        assertThat(find("jdbc:postgresql://db/a?ssl=true").options()).containsEntry("sslmode", "verify-full");
    }

    @Test
    void anIpMayStandForAHostThatIsStillTheCertificates() {
        assertThat(find("host=db hostaddr=10.0.0.1 user=a").endpoints())
                .containsExactly(new Endpoint("db", 5432, "10.0.0.1"));
    }

    @Test
    void whatStandsBesideTheStringWins() {
        Address address = Discovery.of(
                        new PostgresConfig("postgresql://in:pw@db/app", null, "beside", new Secret("other")), machine)
                .address();
        assertThat(address.user()).isEqualTo("beside");
        assertThat(address.password()).isEqualTo(new Secret("other"));
    }

    @Test
    void theDriversSpellingIsTakenToo() {
        assertThat(find("jdbc:postgresql://db/app?connectTimeout=3&targetServerType=primary&tcpNoDelay=true")
                        .options())
                .isEqualTo(Map.of("connectTimeout", "3", "targetServerType", "primary", "tcpNoDelay", "true"));
    }

    private Address find(@Nullable String url) {
        return Discovery.of(new PostgresConfig(url, null, null, null), machine).address();
    }
}
