package maru.application.testing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import maru.application.port.Lane;
import maru.application.port.out.MessageRepository;
import maru.application.port.out.MessageRepository.Appended;
import maru.application.port.out.MessageRepository.Draft;
import maru.application.port.out.MessageRepository.Log;
import maru.application.port.out.TimeSource;
import maru.domain.chat.Message;
import maru.domain.chat.OnceKey;
import maru.domain.chat.RoomName;
import maru.domain.chat.Text;
import maru.domain.chat.UserName;
import org.jspecify.annotations.Nullable;

/** Speaks and reads in one room, on the room's lane, with strings. */
public final class RoomClient {
    private final TimeSource time;
    private final Lane lane;
    private final Log log;

    public RoomClient(MessageRepository messages, TimeSource time, Lane lane, String room) {
        this.time = time;
        this.lane = lane;
        this.log = onLane(() -> messages.open(RoomName.of(room), lane));
    }

    public Log log() {
        return log;
    }

    public String room() {
        return onLane(() -> log.room().shown());
    }

    public long epoch() {
        return onLane(log::epoch);
    }

    public long last() {
        return onLane(log::last);
    }

    public RecordingReply<Appended> say(String from, String text) {
        return say(from, text, null);
    }

    public RecordingReply<Appended> sayOnce(String from, String key, String text) {
        return say(from, text, OnceKey.of(key.getBytes(StandardCharsets.UTF_8)));
    }

    private RecordingReply<Appended> say(String from, String text, @Nullable OnceKey once) {
        Draft draft = new Draft(UserName.of(from), Text.of(text), time.unixMillis(), once);
        return ask(reply -> log.append(draft, reply));
    }

    public RecordingReply<List<Message>> history(int limit) {
        return history(limit, Long.MAX_VALUE);
    }

    public RecordingReply<List<Message>> history(int limit, long before) {
        return ask(reply -> log.history(limit, before, reply));
    }

    public RecordingReply<List<Message>> since(long id, int limit) {
        return since(epoch(), id, limit);
    }

    public RecordingReply<List<Message>> since(long epoch, long id, int limit) {
        return ask(reply -> log.since(epoch, id, limit, reply));
    }

    private <T> RecordingReply<T> ask(Consumer<RecordingReply<T>> call) {
        return onLane(() -> {
            RecordingReply<T> reply = new RecordingReply<>(lane);
            call.accept(reply);
            return reply;
        });
    }

    private <T> T onLane(Supplier<T> call) {
        return CompletableFuture.supplyAsync(call, lane).join();
    }

    /** Messages in short: {@code 7 alice: text}. */
    public static List<String> inShort(List<Message> messages) {
        return messages.stream()
                .map(message -> message.id() + " " + message.from() + ": " + message.text())
                .toList();
    }

    /** The texts alone. */
    public static List<String> texts(RecordingReply<List<Message>> reply) {
        return reply.value().stream().map(message -> message.text().toString()).toList();
    }
}
