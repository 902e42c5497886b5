package dev.pgsonde.local.stack;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The line of a log that most probably says why its writer died. */
final class LastWords {
    private static final int FAR_BACK = 16 * 1024;
    private static final int LONGEST = 240;
    private static final Pattern STACK = Pattern.compile("\\s+at .*|\\s*\\.\\.\\. \\d+ more");
    private static final Pattern TELLING =
            Pattern.compile("(?i).*(fatal|panic|caused by|exception|error|could not|cannot|refused|denied).*");

    private LastWords() {}

    static String of(Path log) {
        List<String> lines = tail(log)
                .lines()
                .filter(line -> !line.isBlank() && !STACK.matcher(line).matches())
                .toList();
        String found = lines.stream()
                .filter(line -> TELLING.matcher(line).matches())
                .reduce((earlier, later) -> later)
                .orElse(lines.isEmpty() ? "" : lines.get(lines.size() - 1))
                .strip();
        return found.length() > LONGEST ? found.substring(0, LONGEST) + "..." : found;
    }

    private static String tail(Path log) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - FAR_BACK));
            byte[] bytes = new byte[(int) (file.length() - file.getFilePointer())];
            int read = file.read(bytes);
            return new String(bytes, 0, Math.max(0, read), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return ""; // a program that never ran has no log
        }
    }
}
