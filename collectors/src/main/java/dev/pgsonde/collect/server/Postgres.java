package dev.pgsonde.collect.server;

import dev.pgsonde.collect.config.Address;
import dev.pgsonde.collect.config.Secret;
import dev.pgsonde.collect.config.Timeouts;
import dev.pgsonde.collect.dial.Dial;
import dev.pgsonde.process.UserError;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Properties;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** The monitored server: opens sessions on it. */
public final class Postgres {
    private static final int CONNECT_SECONDS = 5;
    private static final int OLDEST_MAJOR = 13;

    private final Address address;
    private final Timeouts.Limits limits;
    private final LongSupplier nanos;
    private final ViewReader reader = new ViewReader();

    private final ServerCpu cpu;

    public Postgres(Address address, Timeouts.Limits limits, LongSupplier nanos, ServerCpu cpu) {
        this.address = address;
        this.limits = limits;
        this.nanos = nanos;
        this.cpu = cpu;
    }

    /** Opens the first session: whatever stands in its way is for the user to mend. */
    public Session openFirst() {
        Connection connection = connectFirst();
        try {
            requireVersion(connection);
            return new Session(connection, limits, nanos, reader, cpu);
        } catch (SQLException e) {
            closeQuietly(connection, e);
            throw Refusal.of(e, address);
        } catch (UserError e) {
            closeQuietly(connection, e);
            throw e;
        }
    }

    private static void closeQuietly(Connection connection, Exception failure) {
        try {
            connection.close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /** A connection, or what the user has to do to get one. */
    public Connection connectFirst() {
        try {
            requireKnownOptions();
            return connect(address);
        } catch (SQLException e) {
            throw Refusal.of(e, address);
        }
    }

    public Session open() throws SQLException {
        return open(address.database());
    }

    /** Opens a session on another database of the server. */
    public Session open(String database) throws SQLException {
        return new Session(connect(database), limits, nanos, reader, cpu);
    }

    /** The agent's own database. */
    public String database() {
        return address.database();
    }

    @Override
    public String toString() {
        return address.toString();
    }

    /** A connection to a database of the same server, as the role and with the password that suit it. */
    public Connection connect(String database) throws SQLException {
        return connect(address.to(database));
    }

    private Connection connect(Address to) throws SQLException {
        Connection connection = DriverManager.getConnection(url(to), properties(to));
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = pg_catalog, pg_temp");
            return connection;
        } catch (SQLException e) {
            closeQuietly(connection, e);
            throw e;
        }
    }

    private static String url(Address to) {
        return "jdbc:postgresql://" + Dial.hosts(to) + "/" + URLEncoder.encode(to.database(), StandardCharsets.UTF_8);
    }

    /** The driver itself would let a misspelt option pass, also one that asks for encryption. */
    private void requireKnownOptions() throws SQLException {
        String url = url(address);
        DriverPropertyInfo[] known = DriverManager.getDriver(url).getPropertyInfo(url, new Properties());
        Set<String> names = Arrays.stream(known).map(property -> property.name).collect(Collectors.toSet());
        for (String option : address.options().keySet()) {
            if (!names.contains(option)) {
                throw new UserError("the connection setting " + option
                        + " (of postgres.url or of the service file) is not known to the driver");
            }
        }
    }

    private Properties properties(Address to) {
        Properties properties = new Properties();
        properties.putAll(Dial.options(to));
        properties.setProperty("user", to.user());
        Secret password = to.password();
        if (password != null) {
            properties.setProperty("password", password.text());
        }
        properties.setProperty("ApplicationName", "pgsonde");
        properties.setProperty("assumeMinServerVersion", String.valueOf(OLDEST_MAJOR));
        properties.setProperty("tcpKeepAlive", "true");
        // the driver would remember for 10 s, for the whole process, that a host refused somebody
        properties.putIfAbsent("hostRecheckSeconds", "0");
        properties.putIfAbsent("connectTimeout", String.valueOf(CONNECT_SECONDS));
        properties.setProperty("socketTimeout", String.valueOf((limits.socket().toMillis() + 999) / 1000));
        properties.setProperty("cancelSignalTimeout", "1");
        // what is asked in every round is planned once; what is asked otherwise leaves nothing behind
        properties.setProperty("prepareThreshold", "1");
        properties.setProperty("preparedStatementCacheQueries", "0");
        return properties;
    }

    private void requireVersion(Connection connection) throws SQLException {
        int major = connection.getMetaData().getDatabaseMajorVersion();
        if (major < OLDEST_MAJOR) {
            throw new UserError("PostgreSQL at " + address + " has version " + major + "; pgsonde needs " + OLDEST_MAJOR
                    + " or later");
        }
    }
}
