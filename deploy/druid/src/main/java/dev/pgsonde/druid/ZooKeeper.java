package dev.pgsonde.druid;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.apache.druid.java.util.common.FileUtils;
import org.apache.zookeeper.server.ServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;

/**
 * A ZooKeeper that starts empty. It holds who is alive and who leads, and nobody is and nobody does before the start;
 * what a killed process left there would have to time out first.
 */
final class ZooKeeper {
    private static final int TICK_MS = 2000;
    private static final int UNLIMITED = 0;

    private final ServerCnxnFactory connections;
    private final ZooKeeperServer server;

    private ZooKeeper(ServerCnxnFactory connections, ZooKeeperServer server) {
        this.connections = connections;
        this.server = server;
    }

    static ZooKeeper start(Path data, int port) throws IOException, InterruptedException {
        FileUtils.deleteDirectory(data.toFile());
        ZooKeeperServer server = new ZooKeeperServer(data.toFile(), data.toFile(), TICK_MS);
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        ServerCnxnFactory connections = ServerCnxnFactory.createFactory(address, UNLIMITED);
        connections.startup(server);
        return new ZooKeeper(connections, server);
    }

    void stop() {
        connections.shutdown();
        server.shutdown();
    }
}
