package maru.bootstrap.sessions;

import java.util.List;

/** A reply and the rows behind it. */
record Answer(Frame reply, List<Frame> rows) {
    Answer {
        rows = List.copyOf(rows);
    }
}
