package dev.pgsonde.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsonde.process.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnViewTest {
    private final Path folder;

    OwnViewTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aFileIsAView() throws IOException {
        UserCatalog catalog = read("""
                view: orders_by_state
                about: How many orders wait.
                subject: table
                scope: database
                every: 30s
                search_path: [shop]
                sql:
                  13: SELECT state, count(*) AS orders FROM orders GROUP BY state
                columns:
                  state: {kind: label}
                  orders: {kind: gauge, unit: orders}
                """);

        assertThat(catalog.views()).singleElement().satisfies(view -> {
            assertThat(view.view()).isEqualTo("orders_by_state");
            assertThat(view.every()).isEqualTo(Duration.ofSeconds(30));
            assertThat(view.timeout()).isEqualTo(Duration.ofSeconds(2));
            assertThat(view.searchPath()).containsExactly("shop");
            assertThat(view.columns()).containsOnlyKeys("state", "orders");
        });
        assertThat(UserCatalogText.brief(catalog))
                .containsExactly("1 metric of " + folder.resolve("view.yaml") + ": 1 used, 0 not");
    }

    @Test
    void columnsNeedNotBeDescribedOneByOne() throws IOException {
        View view = read("{view: mine, others: read, sql: {13: SELECT 1 AS one}}")
                .views()
                .get(0);

        assertThat(view.others()).isEqualTo(View.Others.READ);
        assertThat(view.subject()).isEqualTo("server");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {view: mine, colums: {}, sql: {13: SELECT 1}}              | line 1: unknown key colums; known here: about, columns,
            {view: mine, others: read}                                 | the view mine has no sql; write sql: with a text
            {view: mine, sql: {13: SELECT 1}}                          | line 1: view mine has no columns
            {view: Mine, others: read, sql: {13: SELECT 1}}            | Mine is no name for a view; begin with
            {others: read, sql: {13: SELECT 1}}                        | null is no name for a view; begin with
            {view: wal, others: read, sql: {13: SELECT 1}}             | there is a view wal already; give yours another name
            {view: mine, others: read, sql: {13: DELETE FROM t}}       | sql: 13: begins with DELETE, and only SELECT
            {view: mine, others: read, every: soon, sql: {13: TABLE t}} | line 1: every: not a duration: soon
            {view: mine, others: some, sql: {13: SELECT 1}}            | line 1: others: Cannot deserialize
            {view: mine, view: mine, others: read, sql: {13: TABLE t}} | line 1: the key view is there a second time
            {metrics: {m: [}                                           | line 1: not YAML
            just text                                                  | line 1: not a YAML mapping of keys to values; see
            {something: else}                                          | neither a view of pgsonde's
            """)
    void whatIsWrongIsSaidWithItsPlaceAndWhatToDo(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(folder.resolve("view.yaml") + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void twoViewsOfOneNameAreRefused() throws IOException {
        String view = "{view: mine, others: read, sql: {13: SELECT 1}}";
        Files.writeString(folder.resolve("a.yaml"), view);

        assertThatThrownBy(() -> read(view)).hasMessageContaining("there is a view mine already");
    }

    @Test
    void aFileThatIsNotThereOrNoTextIsSaid() throws IOException {
        Path missing = folder.resolve("missing.yaml");
        Path binary = Files.write(folder.resolve("binary.yaml"), "\u00ff".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> UserCatalog.read(List.of(missing), Catalog.standard(), null))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(missing + ": no such file");
        assertThatThrownBy(() -> UserCatalog.read(List.of(binary), Catalog.standard(), null))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(binary + ": not text in UTF-8");
    }

    private UserCatalog read(String yaml) throws IOException {
        Files.writeString(folder.resolve("view.yaml"), yaml);
        return UserCatalog.read(List.of(folder), Catalog.standard(), null);
    }
}
