package dev.pgsonde.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.schema.Acknowledgement;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Annotation;
import dev.pgsonde.schema.Annotation.AnnotationKind;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.Saying;
import dev.pgsonde.schema.Silence;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people say holds in a replay after as many samples as in the run that was recorded, whenever it is read. */
class HoldingTest {
    private static final int MANY = 60;
    private static final int TO_TELL = 10;

    @TempDir
    private Path state = Path.of(".");

    /** What was said, and after how many samples. */
    private record Said(Saying saying, long after) {}

    @Test
    void aReplayIsToldAtOnceWhatHoldsLater() {
        List<Said> said = new ArrayList<>();
        List<String> live = new ArrayList<>();
        try (Pipeline pipeline = Pipeline.ofWindows(Duration.ofSeconds(10), state.resolve("live"))) {
            Doubling server = new Doubling(pipeline);
            Random random = new Random();
            server.run(MANY + random.nextInt(10), Doubling.USUAL);
            say(pipeline, said, annotation(server, AnnotationKind.RUN_STARTED));
            server.run(TO_TELL, Doubling.DOUBLE);
            List<byte[]> alerts = pipeline.bytes(Pipeline.TOPICS.alerts());
            Alert told = pipeline.decodedAlert(alerts.get(0));
            say(pipeline, said, acknowledged(server, told.id()));
            say(pipeline, said, acknowledged(server, "nothing"));
            server.run(1 + random.nextInt(5), Doubling.DOUBLE);
            say(pipeline, said, silence(server));
            server.run(1 + random.nextInt(5), Doubling.DOUBLE);
            say(pipeline, said, annotation(server, AnnotationKind.RUN_ENDED));
            server.run(15, Doubling.USUAL);
            assertThat(pipeline.markers().stream()
                            .filter(marker -> marker.partAfter(Marker.SAID).isPresent()))
                    .extracting(marker -> marker.partAfter(Marker.SAID).orElse("") + " after "
                            + marker.partAfter(Marker.AFTER_SAMPLES).orElse(""))
                    .containsExactlyElementsOf(decisions(said));
            live.addAll(text(alerts));
            live.addAll(text(pipeline.bytes(Pipeline.TOPICS.alerts())));
            assertThat(live).hasSizeGreaterThan(alerts.size() + 1);
            live.addAll(text(pipeline.bytes(Pipeline.TOPICS.windows())));
        }

        try (Pipeline pipeline = Pipeline.ofWindows(Duration.ofSeconds(10), state.resolve("replay"))) {
            said.forEach(each -> pipeline.takeAfter(each.after(), each.saying()));
            Doubling server = new Doubling(pipeline);
            server.run((int) (said.get(0).after() / Doubling.SAMPLES), Doubling.USUAL);
            server.run((int) ((said.get(4).after() - said.get(0).after()) / Doubling.SAMPLES), Doubling.DOUBLE);
            server.run(15, Doubling.USUAL);
            List<String> answers = new ArrayList<>(text(pipeline.bytes(Pipeline.TOPICS.alerts())));
            answers.addAll(text(pipeline.bytes(Pipeline.TOPICS.windows())));
            assertThat(answers).isEqualTo(live);
        }
    }

    @Test
    void eachWaitsForItsOwnNumberOfSamples() {
        try (Pipeline pipeline = Pipeline.ofWindows(Duration.ofSeconds(10), state.resolve("two"))) {
            Doubling server = new Doubling(pipeline);
            pipeline.takeAfter(Doubling.SAMPLES + 1L, annotation(server, AnnotationKind.NOTE));
            pipeline.takeAfter(3, annotation(server, AnnotationKind.DEPLOYED));
            pipeline.takeAfter(0, annotation(server, AnnotationKind.RUN_STARTED));
            assertThat(pipeline.markers()).extracting(Marker::kind).containsExactly("run_started");
            server.run(1, Doubling.USUAL);
            assertThat(pipeline.markers()).extracting(Marker::kind).containsExactly("deployed");
            server.run(1, Doubling.USUAL);
            assertThat(pipeline.markers()).extracting(Marker::kind).containsExactly("note");
        }
    }

    private static List<String> decisions(List<Said> said) {
        List<String> decisions = new ArrayList<>();
        for (int n = 0; n < said.size(); n++) {
            decisions.add("0@" + n + " after 0@" + (said.get(n).after() - 1));
        }
        return decisions;
    }

    private static void say(Pipeline pipeline, List<Said> said, Saying saying) {
        said.add(new Said(saying, pipeline.samplesTaken()));
        pipeline.take(saying);
    }

    private static List<String> text(List<byte[]> records) {
        return records.stream().map(Base64.getEncoder()::encodeToString).toList();
    }

    private static Annotation annotation(Doubling server, AnnotationKind kind) {
        return new Annotation(Samples.SOURCE, Samples.at(server.now() - 3), kind, "run-1", "said", "ann");
    }

    private static Acknowledgement acknowledged(Doubling server, String alert) {
        return new Acknowledgement(Samples.SOURCE, Samples.at(server.now() + 5), alert, false, "looking", "ann");
    }

    private static Silence silence(Doubling server) {
        return new Silence(
                Samples.SOURCE,
                Samples.at(server.now()),
                "s1",
                "*",
                "*",
                "*",
                Samples.at(server.now() + 60),
                "a planned change",
                "ann");
    }
}
