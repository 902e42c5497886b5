package dev.pgsonde.streams;

import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Judged;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.MemberLoad;
import dev.pgsonde.schema.RecordLimits;
import dev.pgsonde.schema.Reject;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.schema.Window;
import dev.pgsonde.schema.WireFormat;
import dev.pgsonde.streams.state.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** The answers to one record, as bytes already: none is sent before the record has been taken in whole. */
final class Outgoing implements Outlet {
    private static final int LARGEST = RecordLimits.LARGEST_RECORD - RecordLimits.ROOM;

    private final WireFormat<Window> windows;
    private final WireFormat<Alert> alerts;
    private final WireFormat<Judged> judged;
    private final WireFormat<Marker> markers;
    private final WireFormat<MemberLoad> members;
    private final WireFormat<Reject> rejects;
    private final List<Answer> answers = new ArrayList<>();

    /** An answer, ready to go. */
    private interface Answer {
        void send(ProcessorContext<String, Object> context);
    }

    /** Kept small: a window of very many rows comes to hundreds of thousands of them. */
    private static final class Published implements Answer {
        private final String sink;
        private final String key;
        private final byte[] value;
        private final long timestamp;
        private final @Nullable Headers headers;

        Published(String sink, String key, byte[] value, long timestamp, @Nullable Headers headers) {
            this.sink = sink;
            this.key = key;
            this.value = value;
            this.timestamp = timestamp;
            this.headers = headers;
        }

        @Override
        public void send(ProcessorContext<String, Object> context) {
            context.forward(new Record<>(key, value, timestamp, headers), sink);
        }
    }

    private record HandedOn(ToJudge given) implements Answer {
        @Override
        public void send(ProcessorContext<String, Object> context) {
            context.forward(new Record<>("", given, Math.max(0, given.at().toEpochMilli())), PgsondeTopology.JUDGING);
        }
    }

    Outgoing(Formats formats) {
        Topics topics = formats.topics();
        windows = WireFormat.of(topics.windows(), formats.framing());
        alerts = WireFormat.of(topics.alerts(), formats.framing());
        judged = WireFormat.of(topics.judged(), formats.framing());
        markers = WireFormat.of(topics.markers(), formats.framing());
        members = WireFormat.of(topics.members(), formats.framing());
        rejects = WireFormat.of(topics.rejects(), formats.framing());
    }

    /** The record has been taken in. */
    void send(ProcessorContext<String, Object> context) {
        answers.forEach(answer -> answer.send(context));
        answers.clear();
    }

    /** The record has not been taken in: nothing is said of it. */
    void discard() {
        answers.clear();
    }

    @Override
    public void window(Window window) {
        add(
                PgsondeTopology.WINDOWS,
                window.source(),
                windows.write(window),
                window.end().toEpochMilli());
    }

    @Override
    public void alert(Alert alert) {
        long at = alert.changedAt().toEpochMilli();
        add(PgsondeTopology.ALERTS, alert.id(), alerts.write(alert), at, AlertHeaders.of(alert));
    }

    @Override
    public void judged(Judged held) {
        add(PgsondeTopology.JUDGED, held.key(), judged.write(held), held.at().toEpochMilli());
    }

    @Override
    public void marker(Marker marker) {
        add(
                PgsondeTopology.MARKERS,
                marker.source(),
                markers.write(marker),
                marker.at().toEpochMilli());
    }

    @Override
    public void load(MemberLoad load) {
        add(
                PgsondeTopology.MEMBERS,
                load.cluster(),
                members.write(load),
                load.end().toEpochMilli());
    }

    @Override
    public void handOn(ToJudge given) {
        answers.add(new HandedOn(given));
    }

    void reject(Reject reject, long timestamp) {
        add(PgsondeTopology.REJECTS, reject.source(), rejects.write(reject), timestamp);
    }

    private void add(String sink, String key, byte[] value, long timestamp) {
        add(sink, key, value, timestamp, null);
    }

    private void add(String sink, String key, byte[] value, long timestamp, @Nullable Headers headers) {
        if (value.length + key.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
            throw new RefusedException("what it comes to would be a record of " + value.length + " bytes for " + sink
                    + ", and may be one of " + LARGEST);
        }
        answers.add(new Published(sink, key, value, Math.max(0, timestamp), headers));
    }
}
