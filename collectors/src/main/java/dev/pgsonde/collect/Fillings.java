package dev.pgsonde.collect;

import dev.pgsonde.catalog.View;
import dev.pgsonde.collect.look.Answer;
import dev.pgsonde.collect.look.Filler;
import dev.pgsonde.collect.look.Moment;
import dev.pgsonde.collect.look.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Puts the views that the agent fills itself where the catalogue has them. */
final class Fillings {
    private final List<View> views;
    private final Map<String, Filler> fillers = new HashMap<>();

    Fillings(List<View> views, List<Filler> fillers) {
        this.views = List.copyOf(views);
        fillers.forEach(filler -> filler.views().forEach(view -> this.fillers.put(view, filler)));
    }

    List<Part> in(List<Part> parts) {
        Part own = parts.get(0);
        Map<String, Answer> asked = new HashMap<>();
        own.answers().forEach(answer -> asked.put(answer.view().view(), answer));
        List<Answer> answers = views.stream()
                .flatMap(view ->
                        view.sql().isEmpty() ? fill(view, own.moment()) : Stream.ofNullable(asked.get(view.view())))
                .toList();
        List<Part> all = new ArrayList<>(parts);
        all.set(0, Part.of(own.moment(), answers));
        return all;
    }

    private Stream<Answer> fill(View view, Moment moment) {
        Filler filler = fillers.get(view.view());
        return filler == null ? Stream.empty() : filler.answer(view, moment).stream();
    }
}
