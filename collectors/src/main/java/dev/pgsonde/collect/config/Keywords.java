package dev.pgsonde.collect.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The keywords of libpq: the variable that each is taken from, and what the driver makes of it. */
final class Keywords {
    /** By keyword, the variable of the environment. */
    static final Map<String, String> VARIABLES = Map.ofEntries(
            Map.entry("host", "PGHOST"),
            Map.entry("hostaddr", "PGHOSTADDR"),
            Map.entry("port", "PGPORT"),
            Map.entry("dbname", "PGDATABASE"),
            Map.entry("user", "PGUSER"),
            Map.entry("password", "PGPASSWORD"),
            Map.entry("passfile", "PGPASSFILE"),
            Map.entry("options", "PGOPTIONS"),
            Map.entry("sslmode", "PGSSLMODE"),
            Map.entry("sslnegotiation", "PGSSLNEGOTIATION"),
            Map.entry("sslrootcert", "PGSSLROOTCERT"),
            Map.entry("sslcert", "PGSSLCERT"),
            Map.entry("sslkey", "PGSSLKEY"),
            Map.entry("sslcrl", "PGSSLCRL"),
            Map.entry("sslcrldir", "PGSSLCRLDIR"),
            Map.entry("sslcertmode", "PGSSLCERTMODE"),
            Map.entry("ssl_min_protocol_version", "PGSSLMINPROTOCOLVERSION"),
            Map.entry("ssl_max_protocol_version", "PGSSLMAXPROTOCOLVERSION"),
            Map.entry("requirepeer", "PGREQUIREPEER"),
            Map.entry("require_auth", "PGREQUIREAUTH"),
            Map.entry("channel_binding", "PGCHANNELBINDING"),
            Map.entry("gssencmode", "PGGSSENCMODE"),
            Map.entry("krbsrvname", "PGKRBSRVNAME"),
            Map.entry("connect_timeout", "PGCONNECT_TIMEOUT"),
            Map.entry("target_session_attrs", "PGTARGETSESSIONATTRS"),
            Map.entry("load_balance_hosts", "PGLOADBALANCEHOSTS"));

    /** By keyword, the driver's name where it is another one. */
    private static final Map<String, String> DRIVER = Map.of(
            "connect_timeout", "connectTimeout",
            "channel_binding", "channelBinding",
            "gssencmode", "gssEncMode",
            "krbsrvname", "kerberosServerName",
            "require_auth", "requireAuth",
            "sslnegotiation", "sslNegotiation",
            "target_session_attrs", "targetServerType",
            "load_balance_hosts", "loadBalanceHosts");

    private static final Map<String, String> LIBPQ =
            DRIVER.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));

    /** A server that may be written to, as libpq words it and as the driver does. */
    private static final Map<String, Map<String, String>> VALUES = Map.of(
            "target_session_attrs",
                    Map.of(
                            "read-write", "primary",
                            "read-only", "secondary",
                            "standby", "secondary",
                            "prefer-standby", "preferSecondary"),
            "load_balance_hosts", Map.of("disable", "false", "random", "true"));

    /** What the agent decides itself, or what changes nothing for it. */
    private static final Set<String> IGNORED = Set.of(
            "application_name",
            "ApplicationName",
            "fallback_application_name",
            "client_encoding",
            "keepalives",
            "keepalives_idle",
            "keepalives_interval",
            "keepalives_count",
            "tcp_user_timeout",
            "sslcompression",
            "sslsni");

    /** To pass over one of these would make a connection less safe than it was asked to be. */
    private static final Set<String> REFUSED = Set.of(
            "sslcrl",
            "sslcrldir",
            "sslcertmode",
            "requirepeer",
            "ssl_min_protocol_version",
            "ssl_max_protocol_version",
            "replication");
    /** What the driver does anyway. */
    private static final Map<String, String> ALREADY_SO =
            Map.of("ssl_min_protocol_version", "TLSv1.2", "sslcertmode", "allow");

    private Keywords() {}

    /** libpq's keyword for an option that may be spelt as the driver spells it. */
    static String ofDriver(String option) {
        return LIBPQ.getOrDefault(option, option);
    }

    /** The driver's options for keywords that are not about where, as whom and how safely. */
    static Map<String, String> options(Map<String, String> words) {
        Map<String, String> options = new HashMap<>();
        words.forEach((keyword, value) -> {
            if (REFUSED.contains(keyword) && !value.equals(ALREADY_SO.get(keyword))) {
                throw new IllegalArgumentException("the Java driver cannot do what " + keyword
                        + " asks for; leave it out (" + VARIABLES.getOrDefault(keyword, "in the connection string")
                        + ") for this agent, or secure the connection otherwise");
            }
            if (!REFUSED.contains(keyword) && !IGNORED.contains(keyword)) {
                options.put(
                        DRIVER.getOrDefault(keyword, keyword),
                        VALUES.getOrDefault(keyword, Map.of()).getOrDefault(value, value));
            }
        });
        return options;
    }
}
