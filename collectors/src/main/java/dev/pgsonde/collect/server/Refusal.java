package dev.pgsonde.collect.server;

import dev.pgsonde.collect.config.Address;
import dev.pgsonde.collect.text.ServerWords;
import dev.pgsonde.process.UserError;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Why the server did not do what was asked, for people, in one line. */
public final class Refusal {
    private static final Map<String, String> WHAT_TO_DO = Map.of(
            "28P01", "check the user and the password (postgres.password, PGPASSWORD or .pgpass)",
            "28000", "check the user and the server's pg_hba.conf",
            "08004", "check the password (postgres.password, PGPASSWORD or .pgpass) and sslmode",
            "3D000", "check the database's name",
            "42501", "the role needs the CONNECT privilege on the database",
            "53300", "the server has no free connection",
            "57P03", "the server is starting or stopping; try again",
            "08001", "check host and port, and that the server runs and listens there");

    private Refusal() {}

    static UserError of(SQLException e, Address address) {
        String where = "cannot use PostgreSQL at " + address + " as " + address.user() + ": ";
        String certificate = certificate(e);
        if (certificate != null) {
            return new UserError(where + certificate, e);
        }
        String todo = WHAT_TO_DO.get(state(e));
        return new UserError(where + reason(e) + network(e) + (todo == null ? "" : "; " + todo), e);
    }

    /** The driver tells of a certificate in words of its own, or of Java's, that say little. */
    private static @Nullable String certificate(SQLException e) {
        String reason = reason(e);
        if (reason.contains("PKIX path")) {
            return "the server's certificate was not issued by any that is trusted here; give the certificate of its"
                    + " issuer as sslrootcert";
        }
        return reason.contains("hostnameverifier")
                ? "the server's certificate is for another host name; connect by a name that stands in it (and give the"
                        + " address as hostaddr, when that name does not lead there)"
                : null;
    }

    private static String network(SQLException e) {
        return e.getCause() instanceof IOException cause
                ? " (" + cause.getClass().getSimpleName() + ")"
                : "";
    }

    /** The server's own words, without what they quote of a row or of somebody's SQL. */
    public static String reason(SQLException e) {
        return ServerWords.of(e);
    }

    /** Whether the connection is gone with it. */
    public static boolean isLoss(SQLException e) {
        String state = state(e);
        return state.startsWith("08") || state.startsWith("57P");
    }

    /** Whether the server refused at once, for want of a right or of something that is not there. */
    static boolean isLack(SQLException e) {
        return state(e).startsWith("42") || state(e).equals("55000");
    }

    /** Whether the time, or the patience with somebody else's lock, was up. */
    static boolean isLate(SQLException e) {
        return state(e).equals("57014") || state(e).equals("55P03");
    }

    static String state(SQLException e) {
        return Objects.requireNonNullElse(e.getSQLState(), "");
    }
}
