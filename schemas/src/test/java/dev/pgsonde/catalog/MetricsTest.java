package dev.pgsonde.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsonde.schema.ColumnKind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What metrics and rules are made of is there, on each version that we say it is. */
class MetricsTest {
    private static final Map<Integer, Integer> STATEMENTS =
            Map.of(13, 108, 14, 109, 15, 110, 16, 110, 17, 111, 18, 112);

    private final Catalog catalog = Catalog.standard();

    @Test
    void everyMetricIsMadeOfWhatEachVersionOffers() {
        Map<String, Set<Integer>> lacking = new TreeMap<>();
        for (Metric metric : catalog.metrics()) {
            IntStream.rangeClosed(13, 18)
                    .filter(version -> !offers(version, metric.numerator()) || !offers(version, metric.denominator()))
                    .forEach(version -> lacking.computeIfAbsent(metric.metric(), any -> new TreeSet<>())
                            .add(version));
        }

        assertThat(lacking)
                .isEqualTo(Map.ofEntries(
                        Map.entry("wal_fpi_share", Set.of(13)),
                        Map.entry("wal_records_per_commit", Set.of(13)),
                        Map.entry("wal_flushes_per_commit", Set.of(13)),
                        Map.entry("wal_flushes_per_changed_row", Set.of(13)),
                        Map.entry("us_per_wal_flush", Set.of(13)),
                        Map.entry("commits_per_wal_flush", Set.of(13)),
                        Map.entry("wal_buffers_full_per_commit", Set.of(13)),
                        Map.entry("sessions_per_commit", Set.of(13)),
                        Map.entry("busy_share", Set.of(13)),
                        Map.entry("executing_sessions", Set.of(13)),
                        Map.entry("executing_us_per_commit", Set.of(13)),
                        Map.entry("client_writes_per_commit", Set.of(13, 14, 15)),
                        Map.entry("backend_buffers_per_commit", Set.of(17, 18))));
    }

    @Test
    void rulesAreMadeOfWhatThereIsFromFourteenOn() {
        assertThat(catalog.rules()).allSatisfy(rule -> assertThat(IntStream.rangeClosed(14, 18)
                        .allMatch(version -> rule.when().stream().allMatch(each -> offers(version, each))))
                .as(rule.rule())
                .isTrue());
        assertThat(catalog.rules()).extracting(Rule::practice).noneMatch(String::isBlank);
        assertThat(catalog.rules()).extracting(Rule::rule).doesNotHaveDuplicates();
        assertThat(catalog.metrics()).extracting(Metric::metric).doesNotHaveDuplicates();
    }

    @Test
    void subjectsAreToldApartByLabelsOfTheViewsThatMetricsName() {
        assertThat(catalog.labelsOf(catalog.metric("us_per_call").orElseThrow()))
                .containsExactly("database", "user", "query_id", "toplevel");
        assertThat(catalog.labelsOf(catalog.metric("dead_per_live").orElseThrow()))
                .containsExactly("database", "schema", "table");
        assertThat(catalog.labelsOf(catalog.metric("pool_use").orElseThrow())).containsExactly("application");
        assertThat(catalog.labelsOf(catalog.metric("wal_bytes_per_commit").orElseThrow()))
                .isEmpty();
    }

    /** Names of rows are read as the labels that they were made of, in this order. */
    @Test
    void labelsAreAskedForInTheOrderInWhichTheCatalogueHasThem() {
        for (View view : catalog.views()) {
            List<String> labels = view.columns().entrySet().stream()
                    .filter(column -> column.getValue().kind() == ColumnKind.LABEL)
                    .map(Map.Entry::getKey)
                    .toList();
            view.sql().forEach((version, sql) -> {
                String answer = sql.substring(Math.max(0, sql.lastIndexOf("SELECT o.")));
                List<Integer> places = labels.stream()
                        .map(label -> Pattern.compile("\\b" + label + "\\b(?=\\s*(,|\\n|$|FROM))")
                                .matcher(answer)
                                .results()
                                .findFirst()
                                .orElseThrow(() -> new AssertionError(view.view() + " does not ask for " + label))
                                .start())
                        .toList();
                assertThat(places).as(view.view() + " " + version).isSorted();
            });
        }
    }

    @Test
    void aRuleMayBeToldLaterAndFromAnotherLimitOn() {
        Rule rule = catalog.rules().stream()
                .filter(each -> each.rule().equals("slot_retains_wal"))
                .findFirst()
                .orElseThrow();

        Rule other = rule.with(Duration.ofSeconds(5), 1000.0);

        assertThat(other.hold()).isEqualTo(Duration.ofSeconds(5));
        assertThat(other.headline().isMet(1000)).isTrue();
        assertThat(other.headline().isMet(999)).isFalse();
        assertThat(other.when().get(1)).isEqualTo(rule.when().get(1));
    }

    @Test
    void whatIsJudgedAndEachRuleSaysWhatPages() {
        assertThat(catalog.metrics())
                .filteredOn(metric -> metric.judged() != null)
                .allMatch(Metric::saysWhatPages);
        assertThat(catalog.rules()).allMatch(Rule::saysWhatPages);
    }

    @Test
    void whatPagesNamesMetricsOfTheServerThatAreThere() throws IOException {
        assertThatThrownBy(() -> paging("{when: [[{metric: nothing, at_least: 1}]]}"))
                .hasMessage("metric wal_bytes_per_commit names a metric that is not there: nothing");
        assertThatThrownBy(() -> paging("{when: [[{metric: us_per_call, at_least: 1}]]}"))
                .hasMessageContaining("metrics of the server, not by us_per_call");
        assertThatThrownBy(() -> paging("{when: [[{full_within: 1h}]]}"))
                .hasMessageContaining("what pages of a metric are levels of metrics");
        assertThatThrownBy(() -> paging("{when: [[{metric: connection_use, at_least: 1, more: 2}]]}"))
                .hasMessageContaining("the cost of connection_use needs one of at_least, at_most, more and times");
        assertThatThrownBy(() -> paging("{ratio: 2}")).hasMessageContaining("name at least one cost (when)");
        assertThatThrownBy(() -> paging("sometimes")).hasMessageContaining("sometimes is neither never nor always");
        assertThat(paging("{ratio: 2, when: [[{metric: connection_use, at_most: 1}]]}")
                        .ratio())
                .isEqualTo(2);
        assertThat(paging("always")).isEqualTo(Pages.ALWAYS);
    }

    private Pages paging(String text) throws IOException {
        Pages pages = Catalog.YAML.readValue(text, Pages.class);
        List<Metric> metrics = catalog.metrics().stream()
                .map(metric -> metric.metric().equals("wal_bytes_per_commit") ? metric.paging(pages) : metric)
                .toList();
        return new Catalog(catalog.views(), metrics)
                .metric("wal_bytes_per_commit")
                .orElseThrow()
                .pages();
    }

    @Test
    void whatNamesNothingIsRefused() {
        Metric typo = new Metric(
                "m",
                "",
                "server",
                Sum.parse("waits.samples{colour=red}"),
                Sum.parse("looks.had"),
                "",
                Metric.Worse.MORE,
                null);

        assertThatThrownBy(() -> new Catalog(catalog.views(), List.of(typo)))
                .hasMessage("metric m: rows of waits have no label colour");
    }

    private boolean offers(int version, Rule.Condition condition) {
        return offers(version, condition.of()) && (condition.per() == null || offers(version, condition.per()));
    }

    private boolean offers(int version, Sum sum) {
        return sum.terms().stream()
                .filter(term -> !term.whereOffered())
                .allMatch(term -> offers(version, catalog.view(term.view()), term.column()));
    }

    private static boolean offers(int version, View view, String column) {
        if (view.sql().isEmpty()) {
            return true;
        }
        int asked = view.extension() == null ? version : STATEMENTS.getOrDefault(version, 0);
        return view.sqlFor(asked).stream()
                .flatMap(sql -> Stream.of(sql.replaceAll("\\s+", " ")))
                .anyMatch(sql -> !sql.contains("NULL::bigint AS " + column + ",")
                        && !sql.contains("NULL::bigint AS " + column + " FROM"));
    }
}
