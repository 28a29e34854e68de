package maru.bootstrap.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A page of the documentation, and the examples in it. */
public final class Document {
    private final List<String> lines;

    private Document(List<String> lines) {
        this.lines = lines;
    }

    /** Reads a page; the path is relative to the top of the project. */
    public static Document read(String path) throws IOException {
        Path top = Path.of("").toAbsolutePath();
        while (!Files.exists(top.resolve("CONTRIBUTING.md"))) {
            top = top.getParent();
        }
        return new Document(Files.readAllLines(top.resolve(path)));
    }

    /** The fenced blocks of that language, each as its lines. */
    public List<List<String>> blocks(String language) {
        List<List<String>> blocks = new ArrayList<>();
        List<String> block = null;
        for (String line : lines) {
            if (block == null && line.equals("```" + language)) {
                block = new ArrayList<>();
                blocks.add(block);
            } else if (line.equals("```")) {
                block = null;
            } else if (block != null) {
                block.add(line);
            }
        }
        return blocks;
    }

    public String text() {
        return String.join("\n", lines);
    }

    /**
     * Whether that is what the page shows: {@code …} stands for anything, a number of 16 or 13 digits (a version, a
     * time) for any other of that length, and the server's version for any.
     */
    public static boolean shows(String expected, String actual) {
        String pattern = Pattern.quote(expected)
                .replace("…", "\\E.*\\Q")
                .replaceAll("(?<!\\d)(?:\\d{16}|\\d{13})(?!\\d)", "\\\\E\\\\d+\\\\Q")
                .replaceAll("Maru \\d+\\.\\d+\\.\\d+", "Maru \\\\E[^,]+\\\\Q");
        return Pattern.compile(pattern, Pattern.DOTALL).matcher(actual).matches();
    }
}
