package dev.pgsonde.deliver.watch;

import dev.pgsonde.schema.Acknowledgement;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.AlertStage;
import dev.pgsonde.schema.Alert.AlertState;
import dev.pgsonde.schema.Saying;
import dev.pgsonde.schema.Silence;
import dev.pgsonde.schema.SilenceEnded;
import dev.pgsonde.streams.alert.Lifecycle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The alerts of delivery that go on, and what people have said of them. Nothing is changed by {@link #transitions}: what it
 * answers is taken over with {@link #published} once it is on its topic.
 */
final class OpenOutages {
    private static final int ENDED_KEPT = 10_000;

    private final Map<String, Alert> byId = new LinkedHashMap<>();
    /** The same outage may come back under its id: transitions are counted on, and what was accepted stays so. */
    private final Map<String, Alert> ended = new LinkedHashMap<>();

    private final Map<String, Silence> silences = new LinkedHashMap<>();
    private final Map<String, Acknowledgement> acknowledgements = new LinkedHashMap<>();

    /** As it stands on the topic; those of others, and of versions that knew other outages, are none of these. */
    void restore(Alert alert) {
        if (alert.isOfDelivery() && Outage.isOne(alert.metric())) {
            published(alert);
        }
    }

    void received(Saying saying) {
        if (saying instanceof Silence silence) {
            silences.put(silence.id(), silence);
        } else if (saying instanceof SilenceEnded ended) {
            silences.remove(ended.id());
        } else if (saying instanceof Acknowledgement said && said.alert().startsWith(Alert.ID_OF_DELIVERY)) {
            acknowledgements.put(said.alert(), said);
        }
    }

    List<Alert> all() {
        return List.copyOf(byId.values());
    }

    /** What has changed of alerts: they open, end, are acknowledged, silenced, or silenced no more. */
    List<Alert> transitions(WatchResult result, Instant now) {
        silences.values().removeIf(silence -> !now.isBefore(silence.until()));
        Map<AlertKey, Finding> holds = new LinkedHashMap<>();
        result.findings().forEach(finding -> holds.putIfAbsent(finding.key(), finding));
        List<Alert> transitions = new ArrayList<>();
        Set<Object> open = new LinkedHashSet<>();
        for (Alert alert : byId.values()) {
            AlertKey key = AlertKey.of(alert);
            if (holds.containsKey(key) || result.undecided().test(key)) {
                open.add(slot(key));
                said(alert, now, transitions);
            } else {
                transitions.add(Lifecycle.resolved(alert, now));
            }
        }
        holds.forEach((key, finding) -> {
            if (!open.contains(slot(key))) {
                open(finding, now).ifPresent(transitions::add);
            }
        });
        return transitions;
    }

    /** One alert of each subject, or of each kind where pgsonde as a whole is concerned. */
    private static Object slot(AlertKey key) {
        return key.kind().isOfSource() ? key : key.kind();
    }

    private Optional<Alert> open(Finding finding, Instant now) {
        Alert before = ended.get(OutageAlerts.id(finding));
        if (before != null && before.stage() == AlertStage.ACCEPTED) {
            return Optional.empty();
        }
        Alert alert = OutageAlerts.firing(finding, now, before == null ? 1 : before.sequence() + 1);
        return Optional.of(Lifecycle.opened(alert, silenceOf(alert, now)));
    }

    private void said(Alert alert, Instant now, List<Alert> transitions) {
        Silence silence = silenceOf(alert, now);
        Acknowledgement said = acknowledgements.get(alert.id());
        if (said != null && said.accept()) {
            transitions.add(Lifecycle.accepted(alert, said));
        } else if (said != null && alert.author() == null) {
            transitions.add(Lifecycle.acknowledged(alert, said));
        } else if (alert.silence() == null && silence != null) {
            transitions.add(Lifecycle.silenced(alert, silence, now));
        } else if (alert.silence() != null && silence == null) {
            transitions.add(Lifecycle.unsilenced(alert, now));
        }
    }

    private @Nullable Silence silenceOf(Alert alert, Instant now) {
        return silences.values().stream()
                .filter(silence -> silence.covers(alert, now))
                .findFirst()
                .orElse(null);
    }

    void published(Alert alert) {
        if (alert.state() == AlertState.FIRING) {
            byId.put(alert.id(), alert);
            ended.remove(alert.id());
        } else {
            byId.remove(alert.id());
            acknowledgements.remove(alert.id());
            ended.put(alert.id(), alert);
            if (ended.size() > ENDED_KEPT) {
                ended.remove(ended.keySet().iterator().next());
            }
        }
    }
}
