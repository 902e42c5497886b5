package dev.pgsonde.prove;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.pgsonde.process.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The files of results: one for each part of each proof and state of the main code. */
record Results(Path folder) {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addDeserializer(Instant.class, new InstantFromText()))
            // whether a figure holds is written for those who read the file, and follows from the rest
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Those of one proof on one state of the main code, in the order of their parts' names. */
    List<Result> of(String proof, String digest) {
        Path at = folder.resolve(proof);
        if (!Files.isDirectory(at)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(at)) {
            return files.filter(file -> file.toString().endsWith("-" + digest + ".json"))
                    .sorted()
                    .map(Results::read)
                    .toList();
        } catch (IOException e) {
            throw new UserError(at + ": cannot be read (" + e.getMessage() + ")", e);
        }
    }

    /** The whole file or none, so that an interruption leaves no half of one. */
    Path keep(Result result) {
        Path file = folder.resolve(result.proof()).resolve(result.part() + "-" + result.digest() + ".json");
        try {
            Files.createDirectories(file.getParent());
            Path unfinished = Files.createTempFile(file.getParent(), ".result", ".json");
            Files.write(unfinished, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(result));
            return Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UserError(file + ": cannot be written (" + e.getMessage() + ")", e);
        }
    }

    static String json(Object value) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (IOException e) {
            throw new IllegalStateException("a result can be written as JSON", e);
        }
    }

    private static Result read(Path file) {
        try {
            return MAPPER.readValue(file.toFile(), Result.class);
        } catch (IOException e) {
            throw new UserError(
                    file + ": is no result of a part (" + e.getMessage() + "); delete it and run the part again", e);
        }
    }

    /** ISO 8601, as it is written. */
    private static final class InstantFromText extends FromStringDeserializer<Instant> {
        InstantFromText() {
            super(Instant.class);
        }

        @Override
        protected Instant _deserialize(String text, DeserializationContext context) {
            return Instant.parse(text);
        }
    }
}
