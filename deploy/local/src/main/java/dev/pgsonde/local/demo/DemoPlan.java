package dev.pgsonde.local.demo;

import dev.pgsonde.local.workload.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is told, and with what: everything about a demo that is decided before it begins. */
record DemoPlan(
        int postgresMajor,
        Duration window,
        Workload.Plan workload,
        boolean calm,
        boolean once,
        @Nullable Path json,
        @Nullable Path recording) {
    static final String SOURCE = "demo";
    static final String METRIC = "wal_bytes_per_commit";
    /** Written in every window of a server that does anything. */
    static final String DATABASE = "app";

    private static final int FIRST_WITH_WAL_TIMING = 14;
    private static final int BASELINE = 60;
    private static final int WARM_UP = 30;
    /** The fewest newest windows that the detector compares with those before them. */
    private static final int SHORTEST_LOOK = 6;

    private static final int MARGIN = 5;
    private static final int USUAL_TO_DETECT = 12;
    private static final int MOST_TO_DETECT = 20;

    /** Windows to wait for before anything is changed: the detector has judged, and found nothing. */
    int windowsToLearn() {
        return WARM_UP + SHORTEST_LOOK + MARGIN;
    }

    /** As many as the story with a change takes when it goes well. */
    int windowsInAll() {
        return windowsToLearn() + USUAL_TO_DETECT;
    }

    /** Windows in which an alert has to come. */
    int windowsToDetect() {
        return MOST_TO_DETECT;
    }

    /** The part of the streams' configuration that shapes their answers, beside the window. */
    String shape() {
        return String.format(Locale.ROOT, "detection: {baseline: %d, warm_up: %d}", BASELINE, WARM_UP);
    }

    /** As PostgreSQL comes, but for what change capture needs and what a demo is too short for. */
    Map<String, String> serverSettings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("wal_level", "logical");
        settings.put("max_slot_wal_keep_size", "512MB");
        settings.put("track_io_timing", "on");
        settings.put("checkpoint_timeout", "15min");
        settings.put("max_wal_size", "2GB");
        settings.put("shared_buffers", "128MB");
        if (postgresMajor >= FIRST_WITH_WAL_TIMING) {
            settings.put("track_wal_io_timing", "on");
        }
        return settings;
    }
}
