package dev.pgsonde.prove.ineffective;

import dev.pgsonde.local.stack.AgentTrial.Listener;
import dev.pgsonde.prove.Trial;
import dev.pgsonde.schema.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes one change after the other, and waits for what is said of each. */
final class Trying {
    private static final int SOON = 40;
    private static final int SILENT = 15;
    private static final int APART = 3;

    private final Trial trial;
    private final Listener<Alert> alerts;
    private final Duration window;
    private final List<Tried> tried = new ArrayList<>();

    Trying(Trial trial, Listener<Alert> alerts, Duration window) {
        this.trial = trial;
        this.alerts = alerts;
        this.window = window;
    }

    /** What is done to a server. */
    interface Step {
        void make() throws Exception;
    }

    /** A change, whether it acts, and whether the rule has said that it does not. */
    record Tried(String name, String rule, boolean acts, boolean found) {
        boolean isRight() {
            return acts != found;
        }
    }

    List<Tried> all() {
        return List.copyOf(tried);
    }

    void acts(String rule, String name, Step step) throws Exception {
        attempt(rule, name, true, step);
    }

    void cannotAct(String rule, String name, Step step) throws Exception {
        attempt(rule, name, false, step);
    }

    /** A change between two others, so that each is noticed by itself. */
    void meanwhile(String name, Step step) throws Exception {
        step.make();
        long end = System.nanoTime() + window.multipliedBy(APART).toNanos();
        while (System.nanoTime() < end) {
            trial.progress().now(name);
            alerts.heard();
        }
    }

    private void attempt(String rule, String name, boolean acts, Step step) throws Exception {
        Instant made = Instant.now();
        step.make();
        long end = System.nanoTime() + window.multipliedBy(acts ? SILENT : SOON).toNanos();
        boolean found = false;
        while (!found && System.nanoTime() < end) {
            trial.progress().now(name);
            found = alerts.heard().stream().anyMatch(alert -> isAbout(alert, rule, made));
        }
        tried.add(new Tried(name, rule, acts, found));
    }

    /** Of this change and of no earlier one. */
    private static boolean isAbout(Alert alert, String rule, Instant made) {
        return alert.metric().equals(rule) && !alert.causes().get(0).at().isBefore(made);
    }
}
