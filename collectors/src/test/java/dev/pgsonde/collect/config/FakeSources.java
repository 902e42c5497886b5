package dev.pgsonde.collect.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A machine on which the user {@code me} has the home {@code /home/me}, and what a test puts there. */
final class FakeSources implements ConnectionSources {
    private final Map<String, String> variables = new HashMap<>(Map.of("HOME", "/home/me"));
    private final Map<Path, String> files = new HashMap<>();
    private final Set<Path> open = new HashSet<>();
    final Map<Path, String> kept = new HashMap<>();

    FakeSources with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    FakeSources file(String path, String text) {
        files.put(Path.of(path), text);
        return this;
    }

    FakeSources openFile(String path, String text) {
        open.add(Path.of(path));
        return file(path, text);
    }

    @Override
    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    @Override
    public String systemUser() {
        return "me";
    }

    @Override
    public boolean exists(Path file) {
        return files.containsKey(file);
    }

    @Override
    public boolean isPrivate(Path file) {
        return !open.contains(file);
    }

    @Override
    public Optional<String> read(Path file) {
        return Optional.ofNullable(files.get(file));
    }

    @Override
    public Path keep(String secret) {
        Path file = Path.of("/tmp/kept-" + kept.size());
        kept.put(file, secret);
        return file;
    }
}
