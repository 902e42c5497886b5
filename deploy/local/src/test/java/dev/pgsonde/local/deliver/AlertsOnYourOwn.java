package dev.pgsonde.local.deliver;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The example of streams/README.md: nothing of ours but the schema. */
final class AlertsOnYourOwn {
    private AlertsOnYourOwn() {}

    static void read(Path clientProperties, File avsc, Consumer<GenericRecord> print) throws IOException {
        // example
        var decoder = new BinaryMessageDecoder<GenericRecord>(GenericData.get(), new Schema.Parser().parse(avsc));
        var settings = new Properties();
        settings.load(Files.newBufferedReader(clientProperties));
        settings.putAll(Map.of("group.id", "mine", "auto.offset.reset", "earliest"));
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of("pgsonde.alerts"));
            while (!Thread.interrupted()) {
                for (var record : consumer.poll(Duration.ofSeconds(1))) {
                    print.accept(decoder.decode(record.value()));
                }
            }
        }
        // end of example
    }
}
