package dev.pgsonde.local.bench;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells under each other, each column to the left or to the right. */
public final class TextTable {
    private static final String GAP = "  ";

    private final String sides;
    private final List<List<String>> rows = new ArrayList<>();

    /** One letter a column: {@code l} or {@code r}; further columns are as the last one. */
    public TextTable(String sides) {
        this.sides = sides;
    }

    public TextTable row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    public List<String> lines() {
        return rows.stream().map(this::line).toList();
    }

    private String line(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            line.append(column == 0 ? "" : GAP).append(padded(row.get(column), column));
        }
        return line.toString().stripTrailing();
    }

    private String padded(String cell, int column) {
        String space = " ".repeat(width(column) - cell.length());
        boolean left = sides.charAt(Math.min(column, sides.length() - 1)) == 'l';
        return left ? cell + space : space + cell;
    }

    private int width(int column) {
        return rows.stream()
                .filter(row -> row.size() > column)
                .mapToInt(row -> row.get(column).length())
                .max()
                .orElse(0);
    }
}
