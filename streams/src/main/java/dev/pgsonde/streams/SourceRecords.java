package dev.pgsonde.streams;

import dev.pgsonde.schema.Annotation;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Round;
import dev.pgsonde.schema.Sample;
import dev.pgsonde.schema.Saying;
import dev.pgsonde.streams.Holding.Said;
import dev.pgsonde.streams.Timekeeping.Place;
import dev.pgsonde.streams.Timekeeping.Turn;
import dev.pgsonde.streams.state.Frames;
import dev.pgsonde.streams.state.Parts;
import dev.pgsonde.streams.state.Sayings;
import dev.pgsonde.streams.state.Sums;
import dev.pgsonde.streams.window.Tumbling;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** All that is read of each source, in the order of its topic: what becomes of it until its windows are closed. */
final class SourceRecords {
    private final Formats formats;
    private final Sums sums;
    private final Holding holding;
    private final Outlet outlet;
    private final FrameAssembly assembly;
    private final Intake intake;
    private final Closing closing;
    private final Timekeeping timekeeping;
    private final Clusters clusters;

    /** What is remembered. */
    record Stores(Frames frames, Parts parts, Sums sums, Sayings sayings) {}

    SourceRecords(Formats formats, Judgements judgements, Stores stores, Outlet outlet) {
        this.formats = formats;
        this.outlet = outlet;
        sums = stores.sums();
        holding = new Holding(stores.sayings(), formats.topics());
        Frames frames = stores.frames();
        assembly = new FrameAssembly(formats.samples(), stores.parts());
        Tumbling windows = judgements.windows();
        Publishing publishing = new Publishing(windows, judgements.catalog(), frames, outlet);
        Losses losses = new Losses(judgements.catalog());
        TextIntake texts = new TextIntake(judgements.catalog(), frames, outlet);
        intake = new Intake(windows, frames, sums, publishing, losses, texts);
        closing = new Closing(judgements, frames, sums, publishing, outlet);
        clusters = new Clusters(windows, sums, closing);
        timekeeping = new Timekeeping(windows, sums, closing, publishing, outlet);
    }

    /** Why it is to be rejected, if so, although what it changes stands; throws when it cannot be taken in at all. */
    Optional<String> take(Record<String, byte[]> record, RecordMetadata where) throws IOException {
        String topic = where.topic();
        if (record.value() == null) {
            return Optional.of("the record is empty");
        }
        if (topic.equals(formats.topics().annotations().name())) {
            return holding.isPostponed(record, where)
                    ? Optional.empty()
                    : take(record, where, formats.annotations().read(record.value()));
        }
        if (topic.equals(formats.topics().members().name())) {
            return clusters.take(record.key(), formats.members().read(record.value()));
        }
        holding.taken(where);
        return take(record, formats.samples().read(record.value()));
    }

    /** What people said holds from now on, since that record is past; only a replay has such. */
    List<Said> passed(Record<String, byte[]> record, RecordMetadata where) {
        return record.key() != null && formats.topics().samples().name().equals(where.topic())
                ? holding.passed(record.key())
                : List.of();
    }

    private Optional<String> take(Record<String, byte[]> record, Observation observation) {
        String doubt = Plausibility.doubt(record.key(), record.timestamp(), observation);
        if (doubt != null) {
            return Optional.of(doubt);
        } else if (observation instanceof Sample sample) {
            return take(sample, record.value());
        } else if (observation instanceof Round round) {
            return take(round);
        } else if (observation instanceof Marker marker) {
            outlet.event(marker.shortened());
        }
        return Optional.empty();
    }

    private Optional<String> take(Sample sample, byte[] bytes) {
        FrameAssembly.Outcome outcome = assembly.take(sample, bytes);
        if (outcome instanceof FrameAssembly.Complete complete) {
            return takeFrame(complete.frame());
        }
        if (outcome instanceof FrameAssembly.Refused refused) {
            Standing standing = refused.isLost() ? place(sample).standing() : null;
            if (standing != null) {
                intake.miss(sample, standing);
            }
            return Optional.of(refused.why());
        }
        return Optional.empty();
    }

    private Place place(Sample sample) {
        return timekeeping.place(new Turn(
                sample.source(),
                sample.agent(),
                sample.round(),
                sample.tick(),
                sample.at(),
                0,
                sample.incarnation().id()));
    }

    private Optional<String> takeFrame(Sample sample) {
        Place place = place(sample);
        Optional<String> refusal = Optional.ofNullable(place.refusal());
        if (place.standing() == null) {
            return refusal;
        }
        Optional<String> notTaken = intake.take(sample, place.standing());
        return refusal.isPresent() ? refusal : notTaken;
    }

    private Optional<String> take(Round round) {
        Place place = timekeeping.place(
                new Turn(round.source(), round.agent(), round.round(), round.tick(), round.at(), round.everyMs(), ""));
        Standing standing = place.standing();
        if (standing != null && standing.isTimed()) {
            closing.close(round.source(), standing.tick());
            sums.put(round.source(), sums.source(round.source()).lookingEvery(Math.max(0, round.everyMs())));
        }
        return Optional.ofNullable(place.refusal());
    }

    private Optional<String> take(Record<String, byte[]> record, RecordMetadata where, Saying saying) {
        List<Marker.Part> decision = holding.decision(where);
        String doubt = Plausibility.doubt(record.key(), record.timestamp(), saying.source(), saying.at());
        if (doubt != null) {
            return Optional.of(doubt);
        } else if (saying instanceof Annotation annotation) {
            take(annotation, decision);
            return Optional.empty();
        }
        outlet.handOn(new ToJudge.Said(saying, decision, record, where));
        return Optional.empty();
    }

    /** Said of a source by people: it names the run that its next windows belong to, and may be a cause. */
    private void take(Annotation annotation, List<Marker.Part> decision) {
        String name = annotation.source();
        switch (annotation.kind()) {
            case RUN_STARTED -> sums.put(name, sums.source(name).running(annotation.run()));
            case RUN_ENDED -> sums.put(name, sums.source(name).running(null));
            case DEPLOYED, NOTE -> {}
        }
        outlet.event(new Marker(
                name,
                annotation.at(),
                annotation.kind().name().toLowerCase(Locale.ROOT),
                "server",
                name,
                null,
                annotation.run(),
                annotation.text(),
                null,
                List.of(),
                decision));
    }
}
