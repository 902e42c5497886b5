package dev.pgsonde.collect.dial;

import dev.pgsonde.collect.config.Address;
import dev.pgsonde.collect.config.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.net.SocketFactory;

/**
 * Makes the sockets to one place, whatever host the driver believes it connects to: to a Unix socket ({@code /path}) or
 * to an IP address. The driver makes one of these by its name.
 */
public final class Dial extends SocketFactory {
    private final String place;

    public Dial(String place) {
        this.place = place;
    }

    /** The places of a URL, as the driver and Debezium take them. */
    public static String hosts(Address address) {
        return address.endpoints().stream()
                .map(endpoint -> host(endpoint) + ":" + endpoint.port())
                .collect(Collectors.joining(","));
    }

    public static String host(Endpoint endpoint) {
        if (endpoint.isSocket()) {
            return "localhost";
        }
        return endpoint.host().indexOf(':') >= 0 ? "[" + endpoint.host() + "]" : endpoint.host();
    }

    /** The options of the address, and those that bring in a socket of ours where the driver's own will not do. */
    public static Map<String, String> options(Address address) {
        Map<String, String> options = new TreeMap<>(address.options());
        Endpoint only = address.first();
        String place = only.isSocket() ? Endpoint.socketFile(only.host(), only.port()) : only.ip();
        if (place != null) {
            options.put("socketFactory", Dial.class.getName());
            options.put("socketFactoryArg", place);
        }
        return options;
    }

    @Override
    public Socket createSocket() {
        return place.startsWith("/") ? new UnixSocket(Path.of(place)) : new Pinned(place);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return createSocket(address, port);
    }

    private Socket connected(SocketAddress endpoint) throws IOException {
        Socket socket = createSocket();
        socket.connect(endpoint);
        return socket;
    }

    /** Goes to an IP address, whatever the name of the host stands for. */
    private static final class Pinned extends Socket {
        private final String ip;

        Pinned(String ip) {
            this.ip = ip;
        }

        @Override
        public void connect(SocketAddress endpoint, int timeoutMillis) throws IOException {
            int port = ((InetSocketAddress) endpoint).getPort();
            super.connect(new InetSocketAddress(InetAddress.getByName(ip), port), timeoutMillis);
        }
    }
}
