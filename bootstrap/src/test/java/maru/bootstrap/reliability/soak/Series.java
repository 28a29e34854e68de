package maru.bootstrap.reliability.soak;

import java.util.ArrayList;
import java.util.List;

/** One figure as it was from time to time. */
final class Series {
    private final String name;
    private final List<Long> values = new ArrayList<>();

    Series(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void add(long value) {
        values.add(value);
    }

    long last() {
        return values.get(values.size() - 1);
    }

    /**
     * Whether the middle of its last third is no more than that of the third before it, but for a tenth and so much.
     *
     * @param slack for figures that are small, or come in steps
     */
    boolean isFlat(long slack) {
        return medianOfThird(2) <= medianOfThird(1) * 1.1 + slack;
    }

    /** As {@link #isFlat}, for a figure that goes up for a while now and then: by the least value of the last sixths. */
    boolean hasFlatFloor(long slack) {
        return part(5, 6).get(0) <= part(4, 6).get(0) * 1.1 + slack;
    }

    /** @param third 0, 1 or 2 */
    long medianOfThird(int third) {
        List<Long> sorted = part(third, 3);
        return sorted.get(sorted.size() / 2);
    }

    /** In order of size. */
    private List<Long> part(int part, int parts) {
        int size = values.size();
        List<Long> sorted = new ArrayList<>(values.subList(size * part / parts, size * (part + 1) / parts));
        sorted.sort(null);
        return sorted;
    }

    @Override
    public String toString() {
        return name + " " + medianOfThird(0) + " " + medianOfThird(1) + " " + medianOfThird(2);
    }
}
