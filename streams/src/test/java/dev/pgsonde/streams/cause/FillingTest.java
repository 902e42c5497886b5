package dev.pgsonde.streams.cause;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.Rule;
import dev.pgsonde.catalog.View;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FillingTest {
    private static final Filling FILLING = new Filling(Map.of(
            "table", "a\"b", "slot", "o'brien", "pid", "17", "keys", "[\"x\", \"Y\"]", "zero", "0", "sql", "1; --"));

    @Test
    void eachPartIsQuotedAsWhatItIs() {
        assertThat(FILLING.sql("{identifier:table} {literal:slot} {number:pid} ({identifiers:keys})"))
                .isEqualTo("\"a\"\"b\" 'o''brien' 17 (x, \"Y\")");
        assertThat(FILLING.text("{table} and {else}")).isEqualTo("a\"b and ?");
    }

    @Test
    void whatIsMissingOrNoneOfItsKindLeavesNoStatement() {
        for (String template :
                List.of("{number:sql}", "{number:zero}", "{identifier:gone}", "{identifiers:table}", "{sql}")) {
            assertThat(FILLING.sql("DROP TABLE {identifier:table} " + template))
                    .startsWith("-- no statement can be built: ")
                    .doesNotContain("DROP", "\n");
        }
    }

    @Test
    void everyRemedyOfTheCatalogueSaysWhatItsPartsAreAndNamesWhatThereIs() {
        Catalog catalog = Catalog.standard();
        List<Rule> remedied =
                catalog.rules().stream().filter(rule -> rule.remedy() != null).toList();

        assertThat(remedied).hasSizeGreaterThan(8).allSatisfy(rule -> assertThat(Pattern.compile("\\{([^}]*)}")
                        .matcher(Objects.requireNonNull(rule.remedy()))
                        .results())
                .allSatisfy(part -> assertThat(part.group(1)).matches("(identifiers?|literal|number):[a-z_.]+"))
                .allSatisfy(part ->
                        assertThat(names(catalog, rule)).contains(part.group(1).split(":", -1)[1])));
    }

    private static List<String> names(Catalog catalog, Rule rule) {
        Stream<View> views = rule.when().stream()
                .map(condition -> catalog.view(condition.of().terms().get(0).view()));
        return Stream.concat(catalog.labelsOf(rule).stream(), views.flatMap(view -> view.columns().keySet().stream()
                        .map(column -> view.view() + "." + column)))
                .toList();
    }
}
