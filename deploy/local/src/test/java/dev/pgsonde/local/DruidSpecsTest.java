package dev.pgsonde.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;

/** Druid reads our topics with schemas that stand in its specs: they must be ours. */
class DruidSpecsTest {
    @Test
    void windowsAreReadInTheSchemaInWhichTheyAreWritten() throws IOException {
        Topics topics = Topics.standard();
        assertThatSpecReads(topics.windows(), Window.class);
        assertThatSpecReads(topics.windows10x(), Window.class);
        assertThatSpecReads(topics.windows120x(), Window.class);
    }

    @Test
    void alertsAreReadInTheSchemaInWhichTheyAreWritten() throws IOException {
        assertThatSpecReads(Topics.standard().alerts(), Alert.class);
    }

    private static void assertThatSpecReads(Topic<?> topic, Class<? extends Record> type) throws IOException {
        String name = topic.name().substring(topic.name().indexOf('.') + 1);
        JsonNode input = new ObjectMapper()
                .readTree(Files.readString(Path.of("..", "druid", name + ".json")))
                .at("/spec/ioConfig");
        Schema spec = new Schema.Parser()
                .parse(input.at("/inputFormat/avroBytesDecoder/schema").toString());

        assertThat(input.path("topic").asText()).isEqualTo(topic.name());
        assertThat(form(spec)).isEqualTo(form(framed(Schemas.current(type))));
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
