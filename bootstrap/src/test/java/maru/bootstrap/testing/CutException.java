package maru.bootstrap.testing;

import java.io.IOException;

/** The test has cut a client off. */
public final class CutException extends IOException {
    private static final long serialVersionUID = 1;

    CutException() {
        super("cut off by the test");
    }
}
