package maru.bootstrap.security.supply;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The CycloneDX document that the build makes beside the jar. */
final class BillOfMaterials {
    private static final String OWN_GROUP = "maru";
    private static final Pattern CLASSIFIER = Pattern.compile("[?&]classifier=([^&]+)");

    private BillOfMaterials() {}

    /** The libraries in it, without the project's own modules. */
    static List<Component> libraries(Path file) throws Exception {
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        Element components = (Element) document.getDocumentElement()
                .getElementsByTagName("components")
                .item(1); // the first are the tools that made it
        List<Component> libraries = new ArrayList<>();
        for (Element component : children(components, "component")) {
            String group = text(component, "group");
            if (!group.equals(OWN_GROUP)) {
                libraries.add(new Component(
                        group + ":" + text(component, "name"),
                        text(component, "version"),
                        classifier(text(component, "purl")),
                        sha256(component)));
            }
        }
        return libraries;
    }

    private static String classifier(String purl) {
        Matcher matcher = CLASSIFIER.matcher(purl);
        return matcher.find() ? URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8) : "";
    }

    private static String sha256(Element component) {
        for (Element hashes : children(component, "hashes")) {
            for (Element hash : children(hashes, "hash")) {
                if (hash.getAttribute("alg").equals("SHA-256")) {
                    return hash.getTextContent();
                }
            }
        }
        return "";
    }

    private static String text(Element parent, String name) {
        List<Element> found = children(parent, name);
        return found.isEmpty() ? "" : found.get(0).getTextContent();
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> children = new ArrayList<>();
        NodeList nodes = parent.getChildNodes();
        for (int at = 0; at < nodes.getLength(); at++) {
            Node node = nodes.item(at);
            if (node instanceof Element element && element.getTagName().equals(name)) {
                children.add(element);
            }
        }
        return children;
    }
}
