package dev.pgsonde.collect.server;

import dev.pgsonde.catalog.View;
import dev.pgsonde.collect.guard.Breaker;
import dev.pgsonde.collect.look.Answer;
import dev.pgsonde.collect.look.Happening;
import dev.pgsonde.collect.look.Part;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks views of a database, but for those that failed there again and again. */
final class Inquiry {
    private final Breaker<Place> breaker = new Breaker<>();
    private final Set<String> failed = new HashSet<>();

    private record Place(String database, String view) {}

    /** What was answered, and what happened to the breaker meanwhile. */
    record Told(Look look, List<Happening> noticed) {}

    Told ask(Session session, String database, Session.Wanted wanted, Instant now) throws SQLException {
        Map<String, String> refused = new HashMap<>();
        List<View> asked = new ArrayList<>();
        for (View view : wanted.views()) {
            Optional<String> refusal = breaker.refusal(place(database, view), now);
            refusal.ifPresentOrElse(why -> refused.put(view.view(), why), () -> asked.add(view));
        }
        Look look = session.look(wanted.of(asked));
        List<Happening> noticed = new ArrayList<>();
        look.part().answers().forEach(answer -> hear(database, answer, now).ifPresent(noticed::add));
        return new Told(
                new Look(whole(wanted.views(), look.part(), refused), look.ground(), look.databases()), noticed);
    }

    /** The views that were asked in vain since this was last asked, and that may be asked again at once. */
    Set<String> takeFailed() {
        Set<String> taken = Set.copyOf(failed);
        failed.clear();
        return taken;
    }

    /** The server is another one, and may do what the one before could not. */
    void reset() {
        breaker.reset();
    }

    private Optional<Happening> hear(String database, Answer answer, Instant now) {
        Place place = place(database, answer.view());
        String reason = answer.unknown();
        if (reason == null) {
            return breaker.succeeded(place) ? Optional.of(happening(place, "open", "closed", null)) : Optional.empty();
        }
        if (answer.lacks()) {
            breaker.denied(place, reason, now);
            return Optional.empty();
        }
        if (breaker.failed(place, reason, now)) {
            return Optional.of(happening(place, "closed", "open", reason));
        }
        failed.add(place.view());
        return Optional.empty();
    }

    private static Happening happening(Place place, String before, String after, @Nullable String reason) {
        String name = place.database().isEmpty() ? place.view() : place.database() + "." + place.view();
        return new Happening("breaker", "view", name, before, after, reason);
    }

    private static Place place(String database, View view) {
        return new Place(view.scope() == View.Scope.DATABASE ? database : "", view.view());
    }

    /** The answers in the catalogue's order, with those that were not asked for. */
    private static Part whole(List<View> views, Part part, Map<String, String> refused) {
        if (refused.isEmpty()) {
            return part;
        }
        Map<String, Answer> answers = new HashMap<>();
        part.answers().forEach(answer -> answers.put(answer.view().view(), answer));
        return Part.of(
                part.moment(),
                views.stream()
                        .flatMap(view -> refused.containsKey(view.view())
                                ? Stream.of(Answer.unknown(view, refused.get(view.view()), 0))
                                : Stream.ofNullable(answers.get(view.view())))
                        .toList());
    }
}
