package dev.pgsonde.prove;

import dev.pgsonde.local.record.Answers;
import dev.pgsonde.local.record.Replays;
import dev.pgsonde.local.stack.SampleStream;
import dev.pgsonde.local.stack.StreamsPlace;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Saying;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** What people said of a run in which they said much, replayed with its topics mixed in random ways. */
final class ReplayProof implements Proof {
    private static final int CHANGE = 200;
    private static final int STEPS = 25;
    private static final int ROUNDS = 16;
    private static final String DECIDED = "decided";

    @Override
    public String name() {
        return "replay";
    }

    @Override
    public String about() {
        return "however samples, annotations and silences are mixed, a replay answers the same, with 1 and 2 instances";
    }

    @Override
    public List<String> parts() {
        return List.of(DECIDED, "undecided");
    }

    @Override
    public List<Figure> run(Trial trial) throws Exception {
        Path recorded = trial.directory().resolve("run.pgsonde");
        Run live = live(trial, recorded);
        boolean decided = trial.part().equals(DECIDED);
        Set<String> digests = new HashSet<>();
        int mixes = trial.times(2, 20);
        Random random = trial.random();
        for (int n = 0; n < mixes; n++) {
            trial.progress().now("mix " + (n + 1) + " of " + mixes);
            Path mixed = trial.directory().resolve("mixed.pgsonde");
            Replays.mix(recorded, mixed, random, decided);
            digests.add(replay(mixed, List.of("one")).sha256());
            digests.add(replay(mixed, List.of("one", "two")).sha256());
        }
        List<Figure> figures = new ArrayList<>(List.of(
                Figure.tried("mixes replayed", mixes, 40),
                Figure.tried("things said", live.said(), 0),
                Figure.atLeast("alert records", (double) live.answers().alerts().records(), "", 6),
                Figure.atMost("different digests", digests.size(), "", 1)));
        if (decided) {
            figures.add(Figure.none(
                    "digests that are not the live one",
                    digests.stream()
                            .filter(digest -> !digest.equals(live.answers().sha256()))
                            .count()));
        }
        return figures;
    }

    private record Run(Answers answers, int said) {}

    /** Samples in steps, and after each step something that is said, while its samples are still being processed. */
    private static Run live(Trial trial, Path file) throws Exception {
        RandomSayings sayings = new RandomSayings(trial.random());
        try (StreamsPlace place = new StreamsPlace()) {
            place.start("one");
            place.start("two");
            SampleStream samples = new SampleStream(CHANGE);
            for (int step = 1; step <= STEPS; step++) {
                place.sendAndWait(new ArrayList<>(samples.next(ROUNDS)));
                if (step % 5 == 0) {
                    place.awaitAnswers(); // so that there are alerts to speak of
                }
                List<Alert> alerts = place.alerts();
                List<Saying> said = sayings.next(SampleStream.at(step * ROUNDS), alerts);
                place.say(said);
            }
            place.awaitAnswers();
            return new Run(Replays.record(place.pipeline(), place.window(), file), sayings.count());
        }
    }

    private static Answers replay(Path file, List<String> instances) {
        try (StreamsPlace place = new StreamsPlace()) {
            instances.forEach(place::start);
            return Replays.replay(place.pipeline(), file);
        }
    }
}
