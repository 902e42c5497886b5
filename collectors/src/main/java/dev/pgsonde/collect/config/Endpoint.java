package dev.pgsonde.collect.config;

import org.jspecify.annotations.Nullable;

/**
 * One place where a server may listen: a host, or the directory of a Unix socket, and a port. The host may come with the
 * IP address to use instead of asking for it; its name is then only what the certificate must bear.
 */
public record Endpoint(String host, int port, @Nullable String ip) {
    public Endpoint {
        if (host.isBlank()) {
            throw new IllegalArgumentException("an empty host");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("a port is a number from 1 to 65535");
        }
    }

    public Endpoint(String host, int port) {
        this(host, port, null);
    }

    public boolean isSocket() {
        return host.startsWith("/");
    }

    /** The file that a server listens on in a directory. */
    public static String socketFile(String directory, int port) {
        return directory + "/.s.PGSQL." + port;
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
