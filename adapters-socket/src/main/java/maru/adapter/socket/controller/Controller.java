package maru.adapter.socket.controller;

import java.util.List;
import maru.domain.kv.KeyView;

/** Serves some of the commands, for the sessions of one event loop. */
public abstract class Controller {
    Controller() {}

    abstract List<Command> commands();

    /** The first {@code count} of these keys are about to be asked for. */
    void prepare(KeyView[] keys, int count) {}
}
