package dev.pgsonde.druid.avro;

import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.google.inject.Binder;
import java.util.List;
import org.apache.druid.initialization.DruidModule;

/** Teaches Druid the part of the spec language of {@code druid-avro-extensions} that Kafka ingestion needs. */
public final class AvroModule implements DruidModule {
    @Override
    public List<? extends Module> getJacksonModules() {
        return List.of(new SimpleModule(AvroModule.class.getName())
                .registerSubtypes(new NamedType(AvroStreamInputFormat.class, "avro_stream")));
    }

    @Override
    public void configure(Binder binder) {}
}
