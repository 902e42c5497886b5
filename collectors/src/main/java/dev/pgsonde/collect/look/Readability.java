package dev.pgsonde.collect.look;

import dev.pgsonde.catalog.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells once that a view or a database cannot be read, with what mends that, and once that it can again. */
final class Readability {
    private static final String KIND = "unreadable";

    private final Map<String, String> reasons = new HashMap<>();

    List<Happening> hear(Part part) {
        List<Happening> told = new ArrayList<>();
        String database = part.moment().database();
        Optional<Happening> whole = hear("database", database, part.closed(), part.remedy());
        whole.ifPresent(told::add);
        if (part.closed() == null) {
            for (Answer answer : part.answers()) {
                hear("view", name(answer.view(), database), answer.unknown(), answer.remedy())
                        .ifPresent(told::add);
            }
        }
        return told;
    }

    /** An answer can be unreadable although the server gave it. */
    Optional<Happening> hearNames(View view, String database, @Nullable String reason) {
        String name = name(view, database);
        return hear("names of view " + name, "view", name, reason, "let its labels tell its rows apart");
    }

    private Optional<Happening> hear(String kind, String subject, @Nullable String reason, @Nullable String remedy) {
        if (Answer.LATE.equals(reason)) {
            return Optional.empty(); // that says nothing of the view
        }
        return hear(kind + " " + subject, kind, subject, reason, remedy);
    }

    private Optional<Happening> hear(
            String key, String kind, String subject, @Nullable String reason, @Nullable String remedy) {
        String before = reason == null ? reasons.remove(key) : reasons.putIfAbsent(key, reason);
        if ((before == null) == (reason == null)) {
            return Optional.empty();
        }
        return Optional.of(new Happening(KIND, kind, subject, before, reason, reason == null ? null : remedy));
    }

    private static String name(View view, String database) {
        return view.scope() == View.Scope.DATABASE ? database + "." + view.view() : view.view();
    }
}
