package maru.bootstrap.security.supply;

/**
 * A library of the jar.
 *
 * @param name group and artifact, with a colon between them
 * @param classifier empty where there is none
 * @param sha256 of the file that it came in; empty where the bill has none
 */
record Component(String name, String version, String classifier, String sha256) {
    /** How the file is called in a repository. */
    String jar() {
        return name.substring(name.indexOf(':') + 1) + "-" + version + (classifier.isEmpty() ? "" : "-" + classifier)
                + ".jar";
    }

    /** One file of it. */
    String file() {
        return name + ":" + version + (classifier.isEmpty() ? "" : ":" + classifier);
    }
}
