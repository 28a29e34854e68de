package maru.bootstrap.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
}
