package dev.pgsonde.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.pgsonde.process.UserError;
import dev.pgsonde.process.YamlProblem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the files and directories that a user names, each directory in the order of names. */
final class UserFiles {
    private static final Set<String> KEYS = Arrays.stream(View.class.getRecordComponents())
            .map(component -> SnakeCaseStrategy.INSTANCE.translate(component.getName()))
            .collect(Collectors.toUnmodifiableSet());

    private UserFiles() {}

    static List<UserDocument> read(List<Path> paths) {
        List<UserDocument> documents = new ArrayList<>();
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new UserError(
                        path + ": no such file or directory; it is named under metrics: in the configuration");
            }
            read(path, documents);
        }
        return documents;
    }

    private static void read(Path path, List<UserDocument> documents) {
        if (!Files.isDirectory(path)) {
            documents.add(document(path));
            return;
        }
        List<Path> entries = entries(path);
        List<Path> folders = entries.stream().filter(PgwatchFolder::isMetric).toList();
        if (!folders.isEmpty()) {
            documents.add(PgwatchFolder.read(path, folders));
        }
        for (Path entry : entries) {
            if (!folders.contains(entry) && (Files.isDirectory(entry) || isYaml(entry))) {
                read(entry, documents);
            }
        }
    }

    /** Hidden ones are left out: a mounted ConfigMap has every file there once more. */
    static List<Path> entries(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> !name(entry).startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    static String name(Path path) {
        return Objects.requireNonNull(path.getFileName(), "everything but the root has a name")
                .toString();
    }

    private static boolean isYaml(Path path) {
        return name(path).endsWith(".yaml") || name(path).endsWith(".yml");
    }

    private static UserDocument document(Path path) {
        String text = text(path);
        JsonNode tree = tree(path, text);
        if (tree.has("view") || tree.has("sql")) {
            requireKnownKeys(path, text, tree);
            return new UserDocument.OwnView(path.toString(), view(path, text));
        }
        boolean isPgwatch = tree.isMissingNode() || tree.has("metrics") || tree.has("presets");
        if (!isPgwatch && !tree.isArray()) {
            throw new UserError(
                    path + ": neither a view of pgsonde's (view:, sql:, columns:) nor definitions of pgwatch's"
                            + " (metrics:); take it out of metrics: in the configuration, or write one of the two");
        }
        return definitions(path, tree);
    }

    private static UserDocument.Definitions definitions(Path path, JsonNode tree) {
        List<PgwatchMetric> metrics = new ArrayList<>();
        PgwatchMetric.each(tree.path("metrics"), (name, body) -> metrics.add(new PgwatchMetric(name, body)));
        Map<String, UserDocument.Preset> presets = new HashMap<>();
        PgwatchMetric.each(tree.path("presets"), (name, body) -> presets.put(name, preset(path, name, body)));
        if (tree.isArray()) { // presets as pgwatch had them in version 2
            tree.forEach(body -> {
                String name = body.path("name").asText();
                presets.put(name, preset(path, name, body));
            });
        }
        return new UserDocument.Definitions(path.toString(), metrics, presets);
    }

    private static UserDocument.Preset preset(Path path, String name, JsonNode body) {
        Map<String, String> seconds = new HashMap<>();
        PgwatchMetric.each(body.path("metrics"), (metric, interval) -> seconds.put(metric, interval.asText()));
        return new UserDocument.Preset(path.toString(), name, seconds);
    }

    static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (CharacterCodingException e) {
            throw new UserError(path + ": not text in UTF-8; save it as such", e);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static UserError unreadable(Path path, IOException e) {
        return new UserError(
                path + ": cannot be read (" + e.getClass().getSimpleName()
                        + "); the agent's user needs read permission",
                e);
    }

    static JsonNode tree(Path path, String text) {
        try {
            JsonNode tree = Catalog.YAML.readTree(text);
            if (tree.isMissingNode() || tree.isContainerNode()) {
                return tree;
            }
            throw new UserError(path + ": line 1: not a YAML mapping of keys to values; see \"Your own metrics\" in the"
                    + " documentation for both formats");
        } catch (JsonProcessingException e) {
            throw new UserError(path + ": " + YamlProblem.of(e), e);
        }
    }

    private static View view(Path path, String text) {
        try {
            return Catalog.YAML.readValue(text, View.class);
        } catch (UnrecognizedPropertyException e) {
            throw unknownKey(path, line(e), e.getPropertyName(), e.getKnownPropertyIds());
        } catch (JsonMappingException e) {
            String reason = e.getCause() instanceof IllegalArgumentException || e.getCause() instanceof UserError
                    ? firstLine(e.getCause().getMessage())
                    : firstLine(e.getOriginalMessage());
            int line = e.getLocation() == null ? lineOf(where(e).split("[.:]", 2)[0], text) : line(e);
            throw new UserError(path + ": line " + line + ": " + where(e) + reason, e);
        } catch (JsonProcessingException e) {
            throw new UserError(path + ": " + YamlProblem.of(e), e);
        }
    }

    /** Before all else: the key that is missing is often the one that is misspelt. */
    private static void requireKnownKeys(Path path, String text, JsonNode tree) {
        tree.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                throw unknownKey(path, lineOf(key, text), key, KEYS);
            }
        });
    }

    private static int lineOf(String key, String text) {
        int at = Math.max(text.indexOf(key), 0);
        return 1
                + (int) text.substring(0, at)
                        .chars()
                        .filter(character -> character == '\n')
                        .count();
    }

    private static UserError unknownKey(Path path, int line, String key, Collection<?> known) {
        return new UserError(path + ": line " + line + ": unknown key " + key + "; known here: "
                + known.stream().map(String::valueOf).sorted().collect(Collectors.joining(", ")));
    }

    private static String where(JsonMappingException e) {
        String where = e.getPath().stream()
                .map(step -> step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                .collect(Collectors.joining("."));
        return where.isEmpty() ? "" : where + ": ";
    }

    private static int line(JsonProcessingException e) {
        return e.getLocation() == null ? 0 : e.getLocation().getLineNr();
    }

    private static String firstLine(@Nullable String message) {
        return String.valueOf(message).lines().findFirst().orElse("");
    }
}
