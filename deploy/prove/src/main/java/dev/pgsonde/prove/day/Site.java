package dev.pgsonde.prove.day;

import dev.pgsonde.local.stack.Postgres;
import dev.pgsonde.local.workload.Crew;
import dev.pgsonde.local.workload.Playground;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A server, and the applications that work on it. */
public final class Site implements AutoCloseable {
    public static final String DATABASE = "app";

    private final Postgres server;
    private final Map<String, Usual> applications = new HashMap<>();
    private final Set<String> roles = new HashSet<>();
    private final List<Thread> burners = new ArrayList<>();

    /** What an application does while nothing is changed. */
    private record Usual(Crew crew, int clients, double perSecond, Crew.Task task) {}

    public Site(Postgres server) throws SQLException {
        this.server = server;
        try (Connection owner = server.connect("postgres")) {
            Playground.run(owner, "CREATE DATABASE " + DATABASE);
        }
        run("CREATE EXTENSION pg_stat_statements");
        try (Connection owner = server.connect(DATABASE)) {
            Playground.create(owner);
        }
    }

    public Connection connect() throws SQLException {
        return server.connect(DATABASE);
    }

    public void run(String... sql) throws SQLException {
        try (Connection owner = connect()) {
            Playground.run(owner, sql);
        }
    }

    public void begin(String application, int clients, double perSecond, Crew.Task task) throws SQLException {
        if (roles.add(application)) {
            run("CREATE ROLE " + application + " SUPERUSER LOGIN PASSWORD '" + server.password() + "'");
        }
        Crew crew = Crew.start(application, () -> connect(application), clients, perSecond, task);
        applications.put(application, new Usual(crew, clients, perSecond, task));
    }

    /** Each has a role of its own, by the same name. */
    Connection connect(String application) throws SQLException {
        return DriverManager.getConnection(
                server.jdbcUrl(DATABASE) + "?ApplicationName=" + application, application, server.password());
    }

    public void end(String application) {
        Usual usual = applications.remove(application);
        if (usual != null) {
            usual.crew().close();
        }
    }

    boolean has(String application) {
        return applications.containsKey(application);
    }

    public void become(String application, Crew.Task task, double times) {
        Usual usual = usual(application);
        usual.crew().become(task);
        usual.crew().pace(usual.perSecond() * times);
    }

    void pace(String application, double times) {
        become(application, usual(application).task(), times);
    }

    void asUsual(String application) {
        pace(application, 1);
    }

    void reconnect(String application) throws SQLException {
        Usual usual = usual(application);
        end(application);
        begin(application, usual.clients(), usual.perSecond(), usual.task());
    }

    private Usual usual(String application) {
        Usual usual = applications.get(application);
        if (usual == null) {
            throw new IllegalStateException("no application " + application + " works here");
        }
        return usual;
    }

    /** Something else on the machine takes every core, or no longer. */
    void burn(boolean on) {
        burners.forEach(Thread::interrupt);
        burners.clear();
        for (int n = 0; on && n < Runtime.getRuntime().availableProcessors(); n++) {
            Thread burner = new Thread(Site::burn, "burner-" + n);
            burner.setDaemon(true);
            burner.start();
            burners.add(burner);
        }
    }

    private static void burn() {
        while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
    }

    /** What has ended by itself proves nothing. */
    public void requireWell() {
        applications.values().forEach(usual -> usual.crew().requireWell());
    }

    /** Every application stops. */
    public void end() {
        Set.copyOf(applications.keySet()).forEach(this::end);
    }

    @Override
    public void close() {
        burn(false);
        end();
    }
}
