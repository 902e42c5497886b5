package dev.pgsonde.collect.server;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.View;
import dev.pgsonde.collect.change.Ground;
import dev.pgsonde.collect.change.Slots;
import dev.pgsonde.collect.config.CaptureConfig;
import dev.pgsonde.collect.config.Timeouts;
import dev.pgsonde.collect.look.Answer;
import dev.pgsonde.collect.look.Moment;
import dev.pgsonde.collect.look.Part;
import dev.pgsonde.schema.Incarnation;
import dev.pgsonde.sql.Quoting;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One connection to one database of the server, and what is asked through it. */
public final class Session implements AutoCloseable, Slots {
    private static final String DATABASES = OwnSql.of("databases");
    private static final long BACKEND_NANOS = Duration.ofMinutes(1).toNanos();
    private static final Set<String> OURS = Set.copyOf(Catalog.standardNames());

    private final Connection connection;
    private final Timeouts.Limits limits;
    private final LongSupplier nanos;
    private Backend backend;
    private final Plans plans;
    private final ViewAsker asker;
    private final Moments moments;
    private volatile @Nullable Statement running;
    private @Nullable Extensions extensions;
    private long backendAskedAt;

    /** The server's process for a connection: its number, whom it serves, and whether that role may read everything (as of the last minute). */
    public record Backend(int pid, String role, boolean mayReadAll) {}

    Session(Connection connection, Timeouts.Limits limits, LongSupplier nanos, ViewReader reader, ServerCpu cpu)
            throws SQLException {
        this.connection = connection;
        this.limits = limits;
        this.nanos = nanos;
        this.moments = new Moments(nanos);
        this.plans = new Plans(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute(RoundSql.atStart(limits, major()));
            this.backend = backend(statement);
            moments.begin(statement);
        }
        int pid = backend.pid();
        this.asker = new ViewAsker(
                connection,
                plans,
                asking -> running = asking,
                limits,
                nanos,
                reader,
                () -> cpu.nanos(pid).orElse(-1),
                backend.role());
    }

    private static Backend backend(Statement statement) throws SQLException {
        try (ResultSet answer = statement.executeQuery("SELECT pg_catalog.pg_backend_pid(),"
                + " current_user::pg_catalog.text,"
                + " pg_catalog.pg_has_role(current_user, 'pg_monitor', 'USAGE')")) {
            answer.next();
            return new Backend(answer.getInt(1), Quoting.identifier(answer.getString(2)), answer.getBoolean(3));
        }
    }

    public Backend backend() {
        return backend;
    }

    /** Asks the time and the server's identity, outside of any round. */
    public Moment moment() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return moments.first(statement);
        }
    }

    /** Everything that is asked in one transaction; {@code visited}: of another database than the agent's own. */
    public record Wanted(
            List<View> views,
            @Nullable CaptureConfig capture,
            boolean otherDatabases,
            boolean visited,
            BooleanSupplier stopped) {
        public Wanted {
            views = List.copyOf(views);
        }

        /** The same of these views only. */
        Wanted of(List<View> some) {
            return new Wanted(some, capture, otherDatabases, visited, stopped);
        }
    }

    /** Reads all that is wanted from one snapshot; only a lost connection is thrown. */
    public Look look(Wanted wanted) throws SQLException {
        long deadline = nanos.getAsLong() + limits.round().toNanos();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false); // braces in a user's SQL are its own
            statement.setFetchSize(Plans.FETCHED_ROWS);
            running = statement;
            statement.execute(RoundSql.BEGIN);
            connection.setAutoCommit(false); // else the driver would hold whole answers in memory
            Moment moment = moments.ask(statement);
            Extensions present = extensions(statement);
            List<Database> databases = wanted.otherDatabases() ? databases(statement) : null;
            Names names = new Names(present, userNames(wanted), wanted.visited());
            statement.execute("SAVEPOINT view");
            List<Answer> answers = new ArrayList<>();
            for (View view : wanted.views()) {
                if (isFor(view, moment) && !wanted.stopped().getAsBoolean()) {
                    ask(statement, view, names, moment, deadline, answers);
                }
            }
            Ground ground = wanted.capture() == null ? null : Grounds.of(connection, wanted.capture());
            statement.execute("COMMIT");
            connection.setAutoCommit(true);
            return new Look(Part.of(moment, answers), ground, databases);
        }
    }

    /** Where names are found in this database, in this round. */
    private record Names(Extensions extensions, UserNames users, boolean visited) {
        Optional<ViewSql> question(View view, int major) {
            Optional<ViewSql> question = extensions.question(view, major);
            return OURS.contains(view.view()) ? question : question.map(users::in);
        }
    }

    private UserNames userNames(Wanted wanted) throws SQLException {
        List<View> users = wanted.views().stream()
                .filter(view -> !OURS.contains(view.view()))
                .toList();
        return UserNames.of(connection, users, wanted.visited());
    }

    private void ask(Statement statement, View view, Names names, Moment moment, long deadline, List<Answer> answers)
            throws SQLException {
        if (names.extensions().lack(view)) {
            String lacking = String.valueOf(view.extension());
            answers.add(
                    Answer.lacking(view, "the database lacks the extension " + lacking, Remedy.forLacking(lacking), 0));
            return;
        }
        if (names.visited() && names.extensions().isMovable(view)) {
            answers.add(Answer.lacking(view, "the extension " + view.extension() + " is not used", Remedy.MOVABLE, 0));
            return;
        }
        ViewSql question = names.question(view, moment.major()).orElse(null);
        if (question != null) {
            boolean late = nanos.getAsLong() > deadline;
            List<String> open = names.users().open(view);
            answers.add(late ? Answer.unknown(view, Answer.LATE, 0) : asker.ask(statement, question, open));
        }
    }

    private static boolean isFor(View view, Moment moment) {
        return switch (view.role()) {
            case ANY -> true;
            case PRIMARY -> moment.incarnation().role() == Incarnation.Role.PRIMARY;
            case STANDBY -> moment.incarnation().role() == Incarnation.Role.STANDBY;
        };
    }

    /** Of this very moment: a schema may have another name by now. What the role may do is asked once a minute. */
    private Extensions extensions(Statement statement) throws SQLException {
        Extensions found = Extensions.of(statement);
        if (extensions == null || nanos.getAsLong() - backendAskedAt > BACKEND_NANOS) {
            backend = backend(statement);
            backendAskedAt = nanos.getAsLong();
        }
        extensions = found;
        return found;
    }

    private static List<Database> databases(Statement statement) throws SQLException {
        List<Database> databases = new ArrayList<>();
        try (ResultSet answer = statement.executeQuery(DATABASES)) {
            while (answer.next()) {
                databases.add(new Database(
                        answer.getString("datname"),
                        answer.getBoolean("may_connect"),
                        "GRANT CONNECT ON DATABASE " + Quoting.identifier(answer.getString("datname")) + " TO "
                                + Quoting.identifier(answer.getString("role")) + ";"));
            }
        }
        return databases;
    }

    /** The lock of the agents of {@code source}; the session is marked as one of theirs from now on. */
    public AgentLock lock(String source) throws SQLException {
        return new AgentLock(connection, backend.pid(), source, limits.round());
    }

    /** Asks something between rounds. */
    public <T> T use(Question<T> question) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            running = statement;
            return question.ask(statement);
        }
    }

    /** Asks between rounds what is asked again and again. */
    public <T> T useAgain(String sql, Reading<T> reading) throws SQLException {
        PreparedStatement planned = plans.of(sql);
        running = planned;
        try (ResultSet answer = planned.executeQuery()) {
            return reading.read(answer);
        } catch (SQLException e) {
            plans.forget(sql);
            throw e;
        }
    }

    /** What is made of an answer. */
    @FunctionalInterface
    public interface Reading<T> {
        T read(ResultSet answer) throws SQLException;
    }

    /** What is asked through a statement of this session. */
    @FunctionalInterface
    public interface Question<T> {
        T ask(Statement statement) throws SQLException;
    }

    /** Throws {@code e} when the connection is gone with it. */
    public void throwIfLost(SQLException e) throws SQLException {
        if (Refusal.isLoss(e) || connection.isClosed()) {
            throw e;
        }
    }

    /** Where an extension is in this database, quoted, if it is. */
    public Optional<String> schemaOf(String extension) {
        Extensions known = extensions;
        return known == null ? Optional.empty() : known.schema(extension);
    }

    /** For what must be asked in a transaction of its own kind; the connection stays this session's. */
    public Connection connection() {
        return connection;
    }

    @Override
    public void drop(String slot) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT pg_catalog.pg_drop_replication_slot(slot_name)"
                        + " FROM pg_catalog.pg_replication_slots WHERE slot_name = ? AND NOT active")) {
            statement.setString(1, slot);
            statement.execute();
        }
    }

    @Override
    public void emitMessage() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_catalog.pg_logical_emit_message(true, 'pgsonde', '')");
        }
    }

    private int major() throws SQLException {
        return connection.getMetaData().getDatabaseMajorVersion();
    }

    /** Ends whatever the server is doing for this session; another thread may call it. */
    public void cancel() throws SQLException {
        Statement asking = running;
        if (asking != null) {
            asking.cancel();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
