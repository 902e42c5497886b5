package dev.pgsonde.druid;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.druid.java.util.common.lifecycle.Lifecycle;

/** The services that are running, which stop in the reverse of the order they started in. */
final class Cluster {
    private final Path conf;
    private final Path data;
    private final int zookeeperPort;
    private final Deque<Runnable> stops = new ArrayDeque<>();

    Cluster(Path conf, Path data, int zookeeperPort) {
        this.conf = conf;
        this.data = data;
        this.zookeeperPort = zookeeperPort;
    }

    void start() throws Exception {
        ZooKeeper zookeeper = ZooKeeper.start(data.resolve("zookeeper"), zookeeperPort);
        started(zookeeper::stop);
        for (Service service : Service.inStartOrder()) {
            Lifecycle lifecycle = service.start(conf);
            started(lifecycle::stop);
        }
    }

    private synchronized void started(Runnable stop) {
        stops.push(stop);
    }

    synchronized void stop() {
        stops.forEach(Runnable::run);
        stops.clear();
    }
}
