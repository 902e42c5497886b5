package dev.pgsonde.local.stack;

import dev.pgsonde.process.UserError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The pipeline on this machine. It is closed when its story has been told, and when this JVM ends: by itself, by Ctrl-C,
 * by a signal. When this JVM is killed, every child notices and ends by itself.
 */
public final class Stack implements AutoCloseable {
    /** For the agents to drop their slots, and again for PostgreSQL: together less than ten seconds. */
    private static final Duration TO_STOP = Duration.ofMillis(3_500);

    private final Workplace at;
    private final StackPlan plan;
    private final KafkaAccess access;
    private final Progress progress;
    private final Thread hook = new Thread(this::interrupted, "stop-everything");
    private final Executor starter = task -> {
        Thread thread = new Thread(task, "start");
        thread.setDaemon(true);
        thread.start();
    };
    private final CompletableFuture<UserError> failure = new CompletableFuture<>();
    private final CompletableFuture<Kafka> kafka;
    private final CompletableFuture<Druid> druid;
    private final List<CompletableFuture<Postgres>> postgres = new ArrayList<>();
    private final AtomicInteger collectors = new AtomicInteger();
    private volatile boolean keepData;
    private boolean closed;

    /** What happens while a stack is up. */
    @FunctionalInterface
    public interface Story<T> {
        T tell(Stack stack) throws Exception;
    }

    private Stack(Workplace at, StackPlan plan, Progress progress) {
        this.at = at;
        this.plan = plan;
        this.access = KafkaAccess.here(plan.kafkaPort());
        this.progress = progress;
        Runtime.getRuntime().addShutdownHook(hook);
        this.kafka = starting("Kafka", this::startKafka);
        this.druid = plan.druid() ? starting("Druid", this::startDruid) : absent("Druid");
        for (PostgresPlan server : plan.postgres()) {
            this.postgres.add(starting("PostgreSQL " + server.major(), step -> startPostgres(server, step)));
        }
    }

    /**
     * Starts the servers, tells the story, and stops everything. The data are kept when the start or the story fails,
     * and the error then says where. Druid is slow to start: the story begins without it, and waits when it needs it.
     */
    public static <T> T run(Surroundings world, DataDirectory data, StackPlan plan, Story<T> story) throws Exception {
        try (Stack stack = starting(world, data, plan)) {
            return stack.tell(story);
        }
    }

    /** A stack whose servers are being started; whoever asks for one of them waits for it. */
    static Stack starting(Surroundings world, DataDirectory data, StackPlan plan) {
        Workplace at = new Workplace(
                world.home(), data, new Ports(new Random()), new Children(), new ClassArchive(world.home()));
        try {
            ServerUser.find().mustReach(data.path(), plan.postgres());
            return new Stack(at, plan.on(at.ports()), world.progress());
        } catch (UserError e) {
            data.delete();
            throw e;
        }
    }

    private <T> T tell(Story<T> story) throws Exception {
        try {
            awaitServers();
            T result = story.tell(this);
            saveClasses();
            return result;
        } catch (UserError e) {
            throw keptBecauseOf(e);
        } catch (Exception e) {
            keepData();
            throw e;
        }
    }

    /** Now that nobody needs the servers any more: a JVM that has saved its classes may fall over. */
    private void saveClasses() {
        List<ClassArchive.Source> missing = at.archive().missing(savable());
        if (missing.isEmpty() || at.children().isClosed()) {
            return;
        }
        try (Progress.Step step = progress.begin("Classes")) {
            step.now("saving, for quicker starts");
            missing.parallelStream().forEach(source -> at.archive().save(source, at));
            step.done("saved, for quicker starts");
        }
    }

    private List<ClassArchive.Source> savable() {
        List<ClassArchive.Source> sources = new ArrayList<>(List.of(kafka().classes()));
        if (plan.druid() && druid.isDone()) {
            sources.add(druid().classes());
        }
        return sources;
    }

    private void awaitServers() {
        await(kafka);
        postgres.forEach(this::await);
    }

    private <T> CompletableFuture<T> starting(String what, Function<Progress.Step, T> start) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (Progress.Step step = progress.begin(what)) {
                        return start.apply(step);
                    }
                },
                starter);
    }

    private static <T> CompletableFuture<T> absent(String what) {
        return CompletableFuture.failedFuture(new IllegalStateException(what + " is not part of this stack"));
    }

    private Kafka startKafka(Progress.Step step) {
        step.now("starting");
        Kafka started = Kafka.start(at, access, plan.partitions());
        started.child().onDeath(this::failed);
        step.done(started.access().bootstrap());
        return started;
    }

    private Druid startDruid(Progress.Step step) {
        step.now("starting");
        Druid started = Druid.start(at, plan.druidPort(), access);
        started.child().onDeath(this::failed);
        kafka();
        started.ingestAll();
        step.done(started.sqlUrl());
        return started;
    }

    private Postgres startPostgres(PostgresPlan server, Progress.Step step) {
        Postgres started = Postgres.start(at, server, step);
        started.child().onDeath(this::failed);
        step.done("127.0.0.1:" + started.port());
        return started;
    }

    private void failed(Child dead) {
        failure.complete(dead.died());
    }

    public Kafka kafka() {
        return await(kafka);
    }

    /** Waits until Druid can be asked, and reads windows and alerts from Kafka. */
    public Druid druid() {
        return await(druid);
    }

    /** Kills Druid and starts it again: it has what it had, and reads on. */
    public void restartDruid() {
        druid().restart(this::failed);
    }

    /** Where everything is and how to log in, as lines for people. */
    public List<String> places() {
        return Places.lines(kafka(), plan.druid() ? druid() : null, data());
    }

    /** The servers, in the order of the plan. */
    public List<Postgres> postgres() {
        return postgres.stream().map(this::await).toList();
    }

    Workplace workplace() {
        return at;
    }

    public Home home() {
        return at.home();
    }

    /** For what the story wants to keep beside the servers' data. */
    public DataDirectory data() {
        return at.data();
    }

    /** A port of the loopback address; {@code wanted} unless that is 0. */
    public int port(String what, int wanted) {
        return at.ports().take(what, wanted);
    }

    /** Starts the topology; it is started again when it dies. */
    public Revived start(StreamsPlan streams) {
        return start(streams.process(kafka().access(), at.data()));
    }

    /** Starts an agent; it is started again when it dies. */
    public Revived start(CollectorPlan collector) {
        String name = "collector-" + collectors.incrementAndGet();
        return start(collector.process(kafka().access(), at.data(), name));
    }

    /** Starts a process that nobody starts again. */
    Child startOnce(PipelineProcess process) {
        return at.children().start(process.program(at));
    }

    /** Starts a program of somebody else's; whoever starts it deals with its death. */
    public Child start(Tool tool) {
        return at.children().start(tool.program(at.data()));
    }

    /** Starts a process that nobody starts again; whoever starts it deals with its death. */
    public Child start(OwnProgram program) {
        return at.children().start(program.program(at));
    }

    private Revived start(PipelineProcess process) {
        return Revived.start(at.children(), process.program(at), progress, failure::complete);
    }

    /** Throws when something that cannot be started again has died. */
    public void check() {
        UserError dead = failure.getNow(null);
        if (dead != null) {
            throw dead;
        }
    }

    /** Stays until something that cannot be started again dies. */
    public UserError awaitFailure() {
        return failure.join();
    }

    /** The result, unless a server dies first. */
    private <T> T await(CompletableFuture<T> result) {
        try {
            CompletableFuture.anyOf(result, failure).join();
            check();
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** The data stay when this is closed, for whoever wants to know why something went wrong. */
    public Path keepData() {
        keepData = !at.children().isClosed();
        at.data().keep();
        return at.data().path();
    }

    private UserError keptBecauseOf(Exception e) {
        Path kept = keepData();
        String where = keepData ? " (everything it wrote is kept in " + kept + ")" : "";
        return new UserError(e.getMessage() + where, e);
    }

    private void interrupted() {
        at.children().close();
        progress.say("Stopping everything ...");
        progress.silence();
        close();
    }

    /** Everything is gone when this returns, and so are the data, unless they may tell why something failed. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        at.children().stopAll(TO_STOP);
        if (!keepData) {
            at.data().delete();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // it is what runs us
        }
    }
}
