package maru.bootstrap.sessions;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A frame with its fields, without escapes. */
record Frame(String name, List<String> fields) {
    Frame {
        fields = List.copyOf(fields);
    }

    static Frame of(String name, Object... fields) {
        List<String> texts = new ArrayList<>();
        for (Object field : fields) {
            texts.add(field.toString());
        }
        return new Frame(name, texts);
    }

    /** From what stands on the wire. */
    static Frame parse(String raw) {
        int open = raw.indexOf('<');
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        for (int at = open + 1; at < raw.length() - 1; at++) {
            char c = raw.charAt(at);
            if (c == ',') {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c == '\\' ? raw.charAt(++at) : c);
            }
        }
        fields.add(field.toString());
        return new Frame(raw.substring(0, open), fields);
    }

    String field(int at) {
        return at < fields.size() ? fields.get(at) : "";
    }

    /** A last field, in which bare commas are literal. */
    String fieldsFrom(int at) {
        return at < fields.size() ? String.join(",", fields.subList(at, fields.size())) : "";
    }

    /** The same without what only the server knows beforehand. */
    Frame without(int at) {
        List<String> left = new ArrayList<>(fields);
        left.remove(at);
        return new Frame(name, left);
    }

    boolean isNamed(String expected) {
        return name.equals(expected);
    }

    boolean isError() {
        return name.equals("error");
    }

    /** As it stands on the wire. */
    @Override
    public String toString() {
        return name + "<" + fields.stream().map(Frame::escaped).collect(Collectors.joining(",")) + ">";
    }

    static String escaped(String field) {
        return field.replaceAll("([\\\\<>,])", "\\\\$1");
    }
}
