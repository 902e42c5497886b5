package dev.pgsonde.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.schema.Alert.AlertStage;
import dev.pgsonde.schema.Alert.AlertState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

/** Stages came later than states, and more of them may come: readers of all ages go on. */
class AlertEvolutionTest {
    private static final Schema CURRENT = Schemas.current(Alert.class);
    private static final Schema FIRST = Schemas.released(Alert.class).get(0);

    @Test
    void whatWasWrittenBeforeStagesHasTheOneThatItsStateSays() throws IOException {
        Alert resolved = alert(AlertState.RESOLVED, AlertStage.ACCEPTED);

        Alert read = RecordCodec.of(Alert.class).read(as(FIRST, resolved, CURRENT), 0, FIRST);

        assertThat(read.stage()).isEqualTo(AlertStage.RESOLVED);
        assertThat(read.sequence()).isEqualTo(1);
        assertThat(read.changedAt()).isEqualTo(resolved.endedAt());
        assertThat(read.told()).isTrue();
    }

    @Test
    void aReaderFromBeforeStagesSeesWhetherItGoesOn() throws IOException {
        byte[] written = as(CURRENT, alert(AlertState.FIRING, AlertStage.SILENCED), CURRENT);

        GenericRecord read = new GenericDatumReader<GenericRecord>(CURRENT, FIRST)
                .read(null, DecoderFactory.get().binaryDecoder(written, null));

        assertThat(read.get("state")).hasToString("FIRING");
    }

    @Test
    void aStageThatOnlyALaterVersionKnowsIsReadAsTheState() throws IOException {
        Schema later =
                new Schema.Parser().parse(CURRENT.toString().replace("\"ACCEPTED\"]", "\"ACCEPTED\",\"SNOOZED\"]"));
        GenericRecord record = new GenericDatumReader<GenericRecord>(CURRENT, later)
                .read(
                        null,
                        DecoderFactory.get()
                                .binaryDecoder(
                                        as(CURRENT, alert(AlertState.FIRING, AlertStage.FIRING), CURRENT), null));
        record.put("stage", new GenericData.EnumSymbol(later.getField("stage").schema(), "SNOOZED"));

        Alert read = RecordCodec.of(Alert.class).read(bytes(later, record), 0, later);

        assertThat(read.stage()).isEqualTo(AlertStage.FIRING);
    }

    /** The same alert in the form of another version. */
    private static byte[] as(Schema form, Alert alert, Schema current) throws IOException {
        byte[] written = RecordCodec.of(Alert.class).write(new byte[0], alert);
        GenericRecord record = new GenericDatumReader<GenericRecord>(current, form)
                .read(null, DecoderFactory.get().binaryDecoder(written, null));
        return bytes(form, record);
    }

    private static byte[] bytes(Schema form, GenericRecord record) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(form).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private static Alert alert(AlertState state, AlertStage stage) {
        Alert whole = RoundTripTest.alert();
        return new Alert(
                whole.id(),
                whole.source(),
                whole.incarnation(),
                whole.run(),
                whole.metric(),
                whole.unit(),
                whole.direction(),
                whole.subjectKind(),
                whole.subject(),
                whole.severity(),
                state,
                whole.onset(),
                whole.detectedAt(),
                whole.windowsToDetect(),
                state == AlertState.RESOLVED ? whole.detectedAt().plusSeconds(600) : null,
                whole.baseline(),
                whole.spread(),
                whole.baselineWindows(),
                whole.now(),
                whole.ratio(),
                whole.score(),
                whole.threshold(),
                whole.series(),
                whole.causes(),
                whole.cause(),
                whole.remedy(),
                whole.druidQuery(),
                whole.summary(),
                4,
                stage,
                whole.detectedAt().plusSeconds(700),
                false,
                "ann",
                null,
                "s1",
                whole.guards());
    }
}
