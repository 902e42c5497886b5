package dev.pgsonde.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A change of a schema that breaks a reader, old or new, fails the build here. */
class SchemaEvolutionTest {
    static Stream<Class<? extends Record>> records() {
        return Topics.standard().all().stream()
                .flatMap(topic -> topic.records().stream())
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("records")
    void thisVersionReadsWhatEveryReleaseWrote(Class<? extends Record> type) {
        for (Schema released : Schemas.released(type)) {
            assertThat(compatibility(Schemas.current(type), released)).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    void everyReleaseReadsWhatThisVersionWrites(Class<? extends Record> type) {
        for (Schema released : Schemas.released(type)) {
            assertThat(compatibility(released, Schemas.current(type))).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    void aChangedSchemaIsReleasedBesideTheOldOnes(Class<? extends Record> type) {
        List<Schema> released = Schemas.released(type);

        assertThat(released)
                .as("add avro/released/<record>.<next number>.avsc, a copy of the changed schema, and leave the others")
                .isNotEmpty();
        assertThat(form(released.get(released.size() - 1))).isEqualTo(form(Schemas.current(type)));
    }

    /** Druid's inline schema reads fields in order, without the writer's schema. */
    @ParameterizedTest
    @MethodSource("records")
    void fieldsAreOnlyAddedAtTheEnd(Class<? extends Record> type) {
        List<String> current = names(Schemas.current(type));
        for (Schema released : Schemas.released(type)) {
            List<String> old = names(released);
            assertThat(current.subList(0, Math.min(old.size(), current.size()))).isEqualTo(old);
        }
    }

    private static SchemaCompatibilityType compatibility(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getType();
    }

    private static String form(Schema schema) {
        return SchemaNormalization.toParsingForm(schema);
    }

    private static List<String> names(Schema schema) {
        return schema.getFields().stream().map(Schema.Field::name).toList();
    }
}
