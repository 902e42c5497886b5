package dev.pgsonde.prove;

import dev.pgsonde.local.deliver.RefusalStory;
import java.time.Duration;
import java.util.List;

/** A receiver answers 401 for five minutes: nothing is lost, and nothing overtakes anything. */
final class ReceiverProof implements Proof {
    @Override
    public String name() {
        return "receiver";
    }

    @Override
    public String about() {
        return "a receiver that answers 401 for 5 minutes is delivered everything, in order";
    }

    @Override
    public List<String> parts() {
        return List.of("unauthorized");
    }

    @Override
    public List<Figure> run(Trial trial) throws Exception {
        RefusalStory.Outcome outcome =
                RefusalStory.refusedFor(Duration.ofSeconds(trial.times(5, 300)), trial.times(20, 500), trial.random());
        return List.of(
                Figure.atLeast("requests that were refused", outcome.refused(), "", 2),
                Figure.none("transitions that did not arrive", outcome.published() - outcome.delivered()),
                Figure.none("orders that were not kept", outcome.outOfOrder()));
    }
}
