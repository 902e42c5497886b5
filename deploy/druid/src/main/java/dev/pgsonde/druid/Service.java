package dev.pgsonde.druid;

import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.servlet.GuiceFilter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.druid.cli.CliBroker;
import org.apache.druid.cli.CliCoordinator;
import org.apache.druid.cli.CliHistorical;
import org.apache.druid.cli.CliIndexer;
import org.apache.druid.cli.ServerRunnable;
import org.apache.druid.discovery.NodeRole;
import org.apache.druid.guice.StartupInjectorBuilder;
import org.apache.druid.guice.annotations.RemoteChatHandler;
import org.apache.druid.java.util.common.lifecycle.Lifecycle;
import org.apache.druid.java.util.common.logger.Logger;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.servlet.FilterHolder;
import org.eclipse.jetty.servlet.ServletHandler;

/** A Druid service, with an injector and a Jetty of its own; its settings are in {@code <name>.properties}. */
record Service(String name, ServerRunnable command, Set<NodeRole> roles) {

    /** The broker is before the historical, for whose segments it would wait five seconds. */
    static List<Service> inStartOrder() {
        return List.of(
                new Service("coordinator", new CliCoordinator(), Set.of(NodeRole.COORDINATOR, NodeRole.OVERLORD)),
                new Service("broker", new CliBroker(), Set.of(NodeRole.BROKER)),
                new Service("historical", new CliHistorical(), Set.of(NodeRole.HISTORICAL)),
                new Service("indexer", new CliIndexer(), Set.of(NodeRole.INDEXER)));
    }

    Lifecycle start(Path conf) throws IOException {
        new StartupInjectorBuilder()
                .withProperties(properties(conf))
                .withExtensions()
                .build()
                .injectMembers(command);
        Injector injector = command.makeInjector(roles);
        useOwnFilter(injector);
        return ServerRunnable.initLifecycle(injector, new Logger(Service.class));
    }

    /** What all have in common, then what is this one's own, then what the command line overrides. */
    private Properties properties(Path conf) throws IOException {
        Properties properties = new Properties();
        load(conf.resolve("common.properties"), properties);
        load(conf.resolve(name + ".properties"), properties);
        properties.putAll(System.getProperties());
        return properties;
    }

    private static void load(Path file, Properties into) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            into.load(in);
        }
    }

    /**
     * A GuiceFilter that Jetty makes from its class serves a static pipeline: every port would answer as the service
     * that was created last. Here each Jetty gets the filter of its own injector, before it starts.
     */
    private static void useOwnFilter(Injector injector) {
        injector.getInstance(Lifecycle.class); // creates the singletons that take part in it, Jetty among them
        GuiceFilter own = injector.getInstance(GuiceFilter.class);
        for (Handler handler : jetty(injector).getChildHandlersByClass(ServletHandler.class)) {
            for (FilterHolder holder : ((ServletHandler) handler).getFilters()) {
                if (GuiceFilter.class.getName().equals(holder.getClassName())) {
                    holder.setFilter(own);
                }
            }
        }
    }

    /** The indexer binds its only server under another name. */
    private static Server jetty(Injector injector) {
        Key<Server> indexers = Key.get(Server.class, RemoteChatHandler.class);
        return injector.getInstance(injector.getExistingBinding(indexers) == null ? Key.get(Server.class) : indexers);
    }
}
