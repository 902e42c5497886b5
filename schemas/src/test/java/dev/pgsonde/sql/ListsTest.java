package dev.pgsonde.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ListsTest {
    @Test
    void aSettingsNamesAreReadAsTheServerReadsThem() {
        assertThat(Lists.ofSetting("search_path", "\"$user\", public,Shop , \"a\"\"b,\""))
                .contains(List.of("$user", "public", "shop", "a\"b,"));
        assertThat(Lists.ofSetting("shared_preload_libraries", "pg_stat_statements, $libdir/Other"))
                .contains(List.of("pg_stat_statements", "$libdir/Other"));
        assertThat(Lists.ofSetting("search_path", "")).contains(List.of());
        assertThat(Lists.ofSetting("search_path", "\"\"")).contains(List.of(""));
    }

    @Test
    void whatIsNoListIsNone() {
        assertThat(Lists.ofSetting("search_path", "a,,b")).isEmpty();
        assertThat(Lists.ofSetting("search_path", "a,")).isEmpty();
        assertThat(Lists.ofSetting("search_path", "\"a")).isEmpty();
        assertThat(Lists.ofSetting("search_path", "a\"b\"")).isEmpty();
        assertThat(Lists.ofSetting("search_path", "\"a\" b")).isEmpty();
    }

    @Test
    void namesOfAJsonArrayAreAllThereOrNone() {
        assertThat(Lists.namesOfJson("[\"a\", \"b\\n\\\"c\"]")).contains(List.of("a", "b\n\"c"));
        assertThat(Lists.namesOfJson("[\"a\", null]")).isEmpty();
        assertThat(Lists.namesOfJson("[]")).isEmpty();
        assertThat(Lists.namesOfJson("{\"a\": 1}")).isEmpty();
        assertThat(Lists.namesOfJson("[\"a\"")).isEmpty();
        assertThat(Lists.namesOfJson("")).isEmpty();
        assertThat(Lists.namesOfJson(null)).isEmpty();
    }
}
