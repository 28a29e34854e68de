package maru.bootstrap.sessions;

/** The version of one change. The server tells some of them at once, others later or never. */
final class ModelVersion {
    private final ModelVersions all;
    private final long above;
    private long number;

    ModelVersion(ModelVersions all, long above) {
        this.all = all;
        this.above = above;
    }

    /** A version that is certainly lower. */
    long floor() {
        return number == 0 ? above : number - 1;
    }

    boolean is(long typed) {
        return number != 0 && number == typed;
    }

    /** As a request would have it; one that nobody was shown yet is taken for 1. */
    long typed() {
        return number == 0 ? 1 : number;
    }

    /** The server has shown it. */
    void shown(String version) {
        long is = Long.parseLong(version);
        if (number == 0 && is > above && all.isNew(is)) {
            number = is;
        } else if (number != is) {
            throw new AssertionError("version " + is + ", expected was "
                    + (number == 0 ? "a new one above " + above : Long.toString(number)));
        }
    }
}
