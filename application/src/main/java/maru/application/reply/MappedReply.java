package maru.application.reply;

import java.util.function.Function;
import maru.application.port.Lane;
import maru.application.port.Reply;
import maru.domain.Refusal;

/** Takes one kind of answer for another. Where that fails the request is refused, and what failed is thrown. */
public record MappedReply<S, T>(Reply<T> reply, Function<S, T> map) implements Reply<S> {
    @Override
    public void done(S result) {
        reply.done(mapped(result));
    }

    private T mapped(S result) {
        try {
            return map.apply(result);
        } catch (RuntimeException | Error e) {
            Faults.refuse(reply::refused, e);
            throw e;
        }
    }

    @Override
    public void refused(Refusal why) {
        reply.refused(why);
    }

    @Override
    public Reply<S> later() {
        return new MappedReply<>(reply.later(), map);
    }

    @Override
    public Lane lane() {
        return reply.lane();
    }
}
