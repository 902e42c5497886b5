package dev.pgsonde.catalog;

import dev.pgsonde.catalog.UserDocument.Definitions;
import dev.pgsonde.catalog.UserDocument.OwnView;
import dev.pgsonde.process.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The views that a user adds to ours, and what of the files could not be used. */
public record UserCatalog(List<UserFile> files) {
    /** Where metric definitions expect to find what they do not qualify. */
    static final List<String> SEARCH_PATH = List.of("public");

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

    public UserCatalog {
        files = List.copyOf(files);
    }

    /**
     * Reads files, and directories of them, in our own format or in pgwatch's; {@code preset} chooses among pgwatch's
     * metrics and says how often they are asked. A file that cannot be read at all is a {@link UserError}.
     */
    public static UserCatalog read(List<Path> paths, Catalog ours, @Nullable String preset) {
        List<UserDocument> documents = UserFiles.read(paths);
        Set<String> taken = ours.views().stream().map(View::view).collect(Collectors.toCollection(HashSet::new));
        List<UserFile> files = new ArrayList<>();
        List<Definitions> definitions = new ArrayList<>();
        for (UserDocument document : documents) {
            if (document instanceof OwnView own) {
                files.add(new UserFile(own.file(), List.of(ownView(own, taken)), List.of(), List.of(), 0));
            } else if (document instanceof Definitions others) {
                definitions.add(others);
            }
        }
        files.addAll(PgwatchImport.of(definitions, preset, taken));
        return new UserCatalog(files);
    }

    /**
     * The same, with the schemas that a view's names are looked for in although others than superusers can create objects
     * there. A view that is not here is a {@link UserError}.
     */
    public UserCatalog trusting(Map<String, List<String>> schemas) {
        Set<String> known = views().stream().map(View::view).collect(Collectors.toSet());
        for (String name : schemas.keySet()) {
            if (!known.contains(name)) {
                throw new UserError("trusted_schemas: " + name + ": there is no such view among those of metrics:;"
                        + " write the view's name and its schemas, as in {orders: [shop]}");
            }
        }
        return new UserCatalog(files.stream()
                .map(file -> new UserFile(
                        file.file(),
                        file.views().stream()
                                .map(view -> schemas.containsKey(view.view())
                                        ? view.trusting(schemas.get(view.view()))
                                        : view)
                                .toList(),
                        file.unusable(),
                        file.remarks(),
                        file.leftOut()))
                .toList());
    }

    /** All views, in the order in which they are to be asked. */
    public List<View> views() {
        return files.stream().flatMap(file -> file.views().stream()).toList();
    }

    public List<Unusable> unusable() {
        return files.stream().flatMap(file -> file.unusable().stream()).toList();
    }

    public List<Remark> remarks() {
        return files.stream().flatMap(file -> file.remarks().stream()).toList();
    }

    private static View ownView(OwnView own, Set<String> taken) {
        View view = own.view();
        if (view.view() == null || !NAME.matcher(view.view()).matches()) {
            throw new UserError(own.file() + ": view: " + view.view()
                    + " is no name for a view; begin with a letter a to z and go on with those, digits and _");
        }
        if (view.sql().isEmpty()) {
            throw new UserError(
                    own.file() + ": the view " + view.view() + " has no sql; write sql: with a text for each"
                            + " version from which it applies, as in 13: SELECT ...");
        }
        view.sql().forEach((version, sql) -> SqlText.of(sql).problem().ifPresent(problem -> {
            throw new UserError(own.file() + ": sql: " + version + ": " + problem.reason() + "; " + problem.whatToDo());
        }));
        if (!taken.add(view.view())) {
            throw new UserError(own.file() + ": there is a view " + view.view() + " already; give yours another name");
        }
        return withDefaults(view);
    }

    private static View withDefaults(View view) {
        return new View(
                view.view(),
                Objects.requireNonNullElse(view.about(), ""),
                Objects.requireNonNullElse(view.subject(), view.scope() == View.Scope.SERVER ? "server" : "database"),
                View.OTHER,
                view.scope(),
                view.role(),
                view.every(),
                Objects.requireNonNullElse(view.timeout(), PgwatchMetric.TIMEOUT),
                view.extension(),
                view.sql(),
                view.columns(),
                view.others(),
                view.searchPath(),
                view.trustedSchemas(),
                view.loses(),
                view.reread());
    }
}
