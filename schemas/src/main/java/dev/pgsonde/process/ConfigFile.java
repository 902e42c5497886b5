package dev.pgsonde.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A YAML file read once, whole, and strictly: an unknown key stops the start. {@code ${NAME}} stands for a variable of
 * the environment and {@code ${file:PATH}} for a file's first line, so that no secret need stand in the file itself.
 */
public final class ConfigFile {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)}");
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .addModule(new SimpleModule().addDeserializer(Duration.class, new Durations()))
            .build();

    private final Path path;
    private final Map<String, String> environment;

    private ConfigFile(Path path, Map<String, String> environment) {
        this.path = path;
        this.environment = environment;
    }

    public static <T> T read(Path path, Class<T> type, Map<String, String> environment) {
        return new ConfigFile(path, environment).read(type);
    }

    private <T> T read(Class<T> type) {
        try {
            JsonNode tree = YAML.readTree(Files.readString(path));
            if (tree.isMissingNode()) {
                throw new UserError(path + ": has only comments as yet; fill in its keys");
            }
            if (!tree.isObject()) {
                throw new UserError(path + ": not a YAML mapping of keys to values");
            }
            return YAML.treeToValue(resolve(tree, ""), type);
        } catch (UnrecognizedPropertyException e) {
            throw new UserError(
                    path + ": unknown key " + where(e) + "; known here: "
                            + e.getKnownPropertyIds().stream()
                                    .map(String::valueOf)
                                    .sorted()
                                    .collect(Collectors.joining(", ")),
                    e);
        } catch (JsonMappingException e) {
            throw new UserError(path + ": " + where(e) + ": " + reason(e), e);
        } catch (JsonProcessingException e) {
            throw new UserError(path + ": " + YamlProblem.of(e), e);
        } catch (IOException e) {
            throw new UserError(path + ": cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    private JsonNode resolve(JsonNode node, String where) {
        if (node instanceof ObjectNode object) {
            List.copyOf(object.properties())
                    .forEach(entry ->
                            object.set(entry.getKey(), resolve(entry.getValue(), where + "/" + entry.getKey())));
        } else if (node instanceof ArrayNode array) {
            for (int n = 0; n < array.size(); n++) {
                array.set(n, resolve(array.get(n), where + "/" + n));
            }
        } else if (node.isTextual()) {
            return new TextNode(resolve(node.textValue(), where));
        }
        return node;
    }

    private String resolve(String text, String where) {
        Matcher matcher = REFERENCE.matcher(text);
        return matcher.replaceAll(match -> Matcher.quoteReplacement(lookUp(match.group(1), where)));
    }

    private String lookUp(String reference, String where) {
        if (reference.startsWith("file:")) {
            return firstLineOf(Path.of(reference.substring("file:".length())), where);
        }
        String value = environment.get(reference);
        if (value == null) {
            throw new UserError(
                    path + ": " + where + " wants the environment variable " + reference + ", which is not set");
        }
        return value;
    }

    private String firstLineOf(Path file, String where) {
        try {
            return Files.readString(file).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new UserError(path + ": " + where + " wants the file " + file + ", which cannot be read", e);
        }
    }

    private static String where(JsonMappingException e) {
        String where = e.getPath().stream()
                .map(step -> step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                .collect(Collectors.joining("."));
        return where.isEmpty() ? "the file" : where;
    }

    /** The record's own complaint where it has one; never the offending value, which may be a secret. */
    private static String reason(JsonMappingException e) {
        Throwable cause = e.getCause();
        if (cause instanceof IllegalArgumentException || cause instanceof UserError) {
            return firstLine(cause.getMessage());
        }
        return "not of the kind that belongs here";
    }

    private static String firstLine(@Nullable String message) {
        return String.valueOf(message).lines().findFirst().orElse("");
    }
}
