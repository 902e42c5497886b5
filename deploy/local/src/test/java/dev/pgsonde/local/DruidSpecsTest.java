package dev.pgsonde.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.DruidSpecs;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Schemas;
import dev.pgsonde.schema.Topic;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.schema.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;

/** Druid reads our topics with schemas that stand in its specs: they must be ours. */
class DruidSpecsTest {
    private static final Path DRUID = Path.of("..", "druid");

    /** With {@code -Dpgsonde.specs=write} they are written anew. */
    @Test
    void theTablesOfWindowsAreThoseOfTheCatalogue() throws IOException {
        DruidSpecs specs = new DruidSpecs(Catalog.standard());
        requireSame(specs.supervisors(), DRUID);
        requireSame(specs.compactions(), DRUID.resolve("compaction"));
    }

    private static void requireSame(Map<String, String> wanted, Path directory) throws IOException {
        for (Map.Entry<String, String> spec : wanted.entrySet()) {
            Path file = directory.resolve(spec.getKey() + ".json");
            if ("write".equals(System.getProperty("pgsonde.specs"))) {
                Files.createDirectories(directory);
                Files.writeString(file, spec.getValue());
            }
            assertThat(Files.readString(file)).as(spec.getKey()).isEqualTo(spec.getValue());
        }
    }

    /** Its segments list their columns in lines that are cut at commas: the first one that is to be kept fails otherwise. */
    @Test
    void noColumnHasACommaInItsName() throws IOException {
        for (String spec : new DruidSpecs(Catalog.standard()).supervisors().values()) {
            JsonNode config = new ObjectMapper().readTree(spec);
            assertThat(config.findValuesAsText("name")).hasSizeGreaterThan(5).noneMatch(name -> name.contains(","));
        }
    }

    @Test
    void windowsAreReadInTheSchemaInWhichTheyAreWritten() throws IOException {
        for (String table : new DruidSpecs(Catalog.standard()).supervisors().keySet()) {
            assertThatSpecReads(table, Topics.standard().windows(), Window.class);
        }
    }

    @Test
    void alertsAreReadInTheSchemaInWhichTheyAreWritten() throws IOException {
        assertThatSpecReads("alerts", Topics.standard().alerts(), Alert.class);
    }

    private static void assertThatSpecReads(String spec, Topic<?> topic, Class<? extends Record> type)
            throws IOException {
        JsonNode input = new ObjectMapper()
                .readTree(Files.readString(DRUID.resolve(spec + ".json")))
                .at("/spec/ioConfig");
        Schema schema = new Schema.Parser()
                .parse(input.at("/inputFormat/avroBytesDecoder/schema").toString());

        assertThat(input.path("topic").asText()).isEqualTo(topic.name());
        assertThat(form(schema)).isEqualTo(form(framed(Schemas.current(type))));
    }

    /** Ten bytes of single-object encoding, then the record. */
    private static Schema framed(Schema record) {
        List<Schema.Field> fields = new ArrayList<>();
        fields.add(new Schema.Field("frame", Schema.createFixed("Frame", null, record.getNamespace(), 10)));
        record.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        return Schema.createRecord(record.getName(), null, record.getNamespace(), false, fields);
    }

    private static String form(Schema schema) {
        return SchemaNormalization.toParsingForm(schema);
    }
}
