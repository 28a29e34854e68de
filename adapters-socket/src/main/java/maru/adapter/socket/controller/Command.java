package maru.adapter.socket.controller;

import java.util.List;
import java.util.stream.Collectors;
import maru.adapter.socket.session.Session;

/**
 * A row of the table of commands: what a request looks like and who does it.
 *
 * @param name as it stands in a frame
 * @param fields all that there can be, in their order
 * @param required how many of them there must be; one that is alone and may be empty is required all the same
 * @param example a request
 * @param meaning a sentence for people
 * @param isListed whether it is a request, which {@code help} shows; what is none gets no reply
 * @param isForAnybody whether it is done for those who are not logged in, however the server is set up
 * @param handler does it
 */
record Command(
        String name,
        List<Field> fields,
        int required,
        String example,
        String meaning,
        boolean isListed,
        boolean isForAnybody,
        Handler handler) {
    /** Does a request whose fields were checked. On the session's loop. */
    interface Handler {
        void handle(Session session, Request request);
    }

    static Command of(String name, String example, String meaning, Handler handler, Field... fields) {
        return new Command(name, List.of(fields), fields.length, example, meaning, true, false, handler);
    }

    Command withOptionalLast() {
        return new Command(name, fields, required - 1, example, meaning, isListed, isForAnybody, handler);
    }

    Command unlisted() {
        return new Command(name, fields, required, example, meaning, false, isForAnybody, handler);
    }

    Command forAnybody() {
        return new Command(name, fields, required, example, meaning, isListed, true, handler);
    }

    /** The same, done by somebody else. */
    Command doneBy(Handler other) {
        return new Command(name, fields, required, example, meaning, isListed, isForAnybody, other);
    }

    /** Whether its requests are about a key, which is their first field. */
    boolean hasKeyFirst() {
        return !fields.isEmpty() && fields.get(0).kind() == Field.Kind.KEY;
    }

    /** The shape of a request; what may be left out stands in brackets. */
    String usage() {
        String must = names(0, required);
        String may = names(required, fields.size());
        String separator = must.isEmpty() || may.isEmpty() ? "" : ",";
        return name + "<" + must + (may.isEmpty() ? "" : "[" + separator + may + "]") + ">";
    }

    private String names(int from, int to) {
        return fields.subList(from, to).stream().map(Field::name).collect(Collectors.joining(","));
    }
}
