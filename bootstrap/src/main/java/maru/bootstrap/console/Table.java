package maru.bootstrap.console;

import java.util.List;

/** Rows of columns, each as wide as its widest cell. */
final class Table {
    private static final int BETWEEN = 2;

    private Table() {}

    /** A line for each row; all have the same number of cells. */
    static List<String> lines(List<String[]> rows) {
        int[] widths = new int[rows.get(0).length];
        for (String[] row : rows) {
            for (int column = 0; column < row.length; column++) {
                widths[column] = Math.max(widths[column], row[column].length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(String[] row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.length; column++) {
            line.append(row[column]).append(" ".repeat(widths[column] - row[column].length() + BETWEEN));
        }
        return line.toString().stripTrailing();
    }
}
