package dev.pgsonde.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.pgsonde.process.Durations;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The views that are sampled, the metrics made of them and the rules about them, from {@code catalog/}. */
public record Catalog(List<View> views, List<Metric> metrics, List<Rule> rules) {
    static final ObjectMapper YAML = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .addModule(new SimpleModule().addDeserializer(Duration.class, new Durations()))
            .build();

    public Catalog {
        views = List.copyOf(views);
        metrics = List.copyOf(metrics);
        Map<String, View> byName = views.stream().collect(Collectors.toMap(View::view, Function.identity()));
        for (View view : views) {
            if (view.loses() != null && !has(byName, view.loses())) {
                throw new IllegalArgumentException(
                        "view " + view.view() + " loses " + view.loses() + ", and no view has such a column");
            }
        }
        rules = List.copyOf(rules);
        References references = new References(byName, metrics);
        metrics.forEach(references::require);
        rules.forEach(references::require);
    }

    public Catalog(List<View> views, List<Metric> metrics) {
        this(views, metrics, List.of());
    }

    /** The catalogue that is part of this jar. */
    public static Catalog standard() {
        List<View> views = standardNames().stream()
                .map(name -> read(name + ".yaml", new TypeReference<View>() {}))
                .toList();
        return new Catalog(
                views, read("metrics.yaml", new TypeReference<>() {}), read("rules.yaml", new TypeReference<>() {}));
    }

    /** What our own views are called; no view of a user's has such a name. */
    public static List<String> standardNames() {
        return read("index.yaml", new TypeReference<>() {});
    }

    /** The same metrics, and after our own views those that a user adds. */
    public Catalog with(List<View> added) {
        List<View> all = new ArrayList<>(views);
        all.addAll(added);
        return new Catalog(all, metrics, rules);
    }

    /** The labels that tell the metric's subjects apart; none of one that is the server's. */
    public List<String> labelsOf(Metric metric) {
        return labels(metric.subject(), metric.numerator());
    }

    public List<String> labelsOf(Rule rule) {
        return rule.by().isEmpty() ? labels(rule.subject(), rule.headline().of()) : rule.by();
    }

    private List<String> labels(String subject, Sum sum) {
        if (subject.equals(Metric.SERVER)) {
            return List.of();
        }
        View view = view(sum.terms().get(0).view());
        return view.subject().equals(subject) ? view.labels() : List.of(subject);
    }

    /** The same views, judged by other metrics and rules. */
    public Catalog judgedBy(List<Metric> otherMetrics, List<Rule> otherRules) {
        return new Catalog(views, otherMetrics, otherRules);
    }

    public View view(String name) {
        return views.stream()
                .filter(view -> view.view().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no view is called " + name));
    }

    /** Estimates of a view's rows are published in the records of those rows. */
    private static final Map<String, String> ESTIMATES = Map.of("wal_images", "wal", "statement_images", "statements");

    /** The view in whose records a view's columns are published. */
    public String published(String view) {
        return ESTIMATES.getOrDefault(view, view);
    }

    /**
     * The terms of metrics and rules that are published for a whole server: those that are about no subject, or are of a view
     * that knows nothing of such subjects. Views that are asked less often than in every round have no part in it.
     */
    public List<Sum.Term> serverTerms() {
        Map<String, Sum.Term> terms = new LinkedHashMap<>();
        forEachTerm((term, by) -> {
            if (isOfServer(term, by)) {
                terms.putIfAbsent(term.name(), term);
            }
        });
        return List.copyOf(terms.values());
    }

    /** A term that is told of single subjects, and the labels that tell those apart. */
    public record SubjectTerm(Sum.Term term, List<String> by) {}

    /** The other terms of metrics and rules, each once. */
    public List<SubjectTerm> subjectTerms() {
        Map<String, SubjectTerm> terms = new LinkedHashMap<>();
        forEachTerm((term, by) -> {
            if (!isOfServer(term, by)) {
                terms.putIfAbsent(term.name() + by, new SubjectTerm(term, by));
            }
        });
        return List.copyOf(terms.values());
    }

    private void forEachTerm(BiConsumer<Sum.Term, List<String>> taker) {
        for (Metric metric : metrics) {
            Stream.of(metric.numerator(), metric.denominator())
                    .forEach(sum -> sum.terms().forEach(term -> taker.accept(term, labelsOf(metric))));
        }
        for (Rule rule : rules) {
            Stream<Sum> conditions = rule.when().stream().flatMap(condition -> sums(condition.of(), condition.per()));
            Stream<Sum> costs = rule.pages()
                    .costs()
                    .flatMap(cost -> cost instanceof Cost.Share share ? sums(share.of(), share.per()) : Stream.of());
            Stream.concat(conditions, costs)
                    .forEach(sum -> sum.terms().forEach(term -> taker.accept(term, labelsOf(rule))));
        }
    }

    private static Stream<Sum> sums(Sum of, @Nullable Sum per) {
        return per == null ? Stream.of(of) : Stream.of(of, per);
    }

    /** Whether such a term counts for the whole server where subjects are told apart by these labels. */
    public boolean isOfServer(Sum.Term term, List<String> by) {
        View view = view(term.view());
        return view.every() == null && (by.isEmpty() || !view.labels().containsAll(by));
    }

    /** The table of windows in Druid that a view's rows belong to; also of a view that is only in a user's catalogue. */
    public String grain(String view) {
        return views.stream()
                .filter(known -> known.view().equals(view))
                .findFirst()
                .map(View::grain)
                .orElse(View.OTHER);
    }

    public Optional<Metric> metric(String name) {
        return metrics.stream().filter(metric -> metric.metric().equals(name)).findFirst();
    }

    private static boolean has(Map<String, View> views, String counter) {
        String[] parts = counter.split("\\.", 2);
        View view = views.get(parts[0]);
        return view != null && view.columns().containsKey(parts[1]);
    }

    private static <T> T read(String file, TypeReference<T> type) {
        try (InputStream in = Catalog.class.getResourceAsStream("/catalog/" + file)) {
            if (in == null) {
                throw new IllegalStateException("catalog/" + file + " is missing");
            }
            return YAML.readValue(in, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "catalog/" + file + ": " + e.getOriginalMessage() + " (line "
                            + (e.getLocation() == null ? 0 : e.getLocation().getLineNr()) + ")",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
