package maru.bootstrap.sessions;

import java.util.Set;
import java.util.TreeSet;

/** Compares the answer to one request with what it should be. Where several things are wrong, either may be told. */
final class Checks {
    private final Frame request;
    private final Answer answer;
    private final Set<String> codes = new TreeSet<>();

    Checks(Frame request, Answer answer) {
        this.request = request;
        this.answer = answer;
    }

    /** One reason to refuse, or more that mean the same. */
    Checks refuseIf(boolean wrong, String... reasons) {
        if (wrong) {
            codes.addAll(Set.of(reasons));
        }
        return this;
    }

    /** Whether something was found that is wrong. */
    boolean isToBeRefused() {
        return !codes.isEmpty();
    }

    /** Whether it had to be refused; the answer is found to be that, or to be none. */
    boolean isRefused() {
        boolean isError = answer.reply().isError();
        if (isError == codes.isEmpty()
                || (isError && !codes.contains(answer.reply().field(0)))) {
            fail(codes.isEmpty() ? "no error" : "one of the errors " + codes);
        }
        return isError;
    }

    void is(Frame expected) {
        if (!answer.reply().equals(expected) || !answer.rows().isEmpty()) {
            fail(expected.toString());
        }
    }

    void is(Answer expected) {
        if (!answer.equals(expected)) {
            fail(expected.toString());
        }
    }

    void that(boolean holds, String what) {
        if (!holds) {
            fail(what);
        }
    }

    private void fail(String expected) {
        throw new AssertionError(
                request + " was answered " + answer.reply() + " " + answer.rows() + ", expected was " + expected);
    }
}
