package maru.application.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.function.Consumer;
import maru.application.port.Joined;
import maru.application.port.Lookup;
import maru.application.port.RoomInfo;
import maru.application.port.UserInfo;
import maru.application.port.Welcome;
import maru.domain.chat.Message;
import maru.domain.chat.OnceKey;
import maru.domain.chat.RoomName;
import maru.domain.chat.Text;
import maru.domain.chat.UserName;
import org.jspecify.annotations.Nullable;

/** One connection that asks with text, on its lane, and sees answers and events in one sequence. */
public final class TalkClient {
    private final Talk talk;
    private final FixedCaller caller;
    private @Nullable RecordingReply<Welcome> welcome;

    TalkClient(Talk talk, FixedCaller caller) {
        this.talk = talk;
        this.caller = caller;
    }

    public FixedCaller caller() {
        return caller;
    }

    /** The token that it was last given. */
    public String token() {
        if (welcome == null) {
            throw new AssertionError(caller + " never logged in");
        }
        return welcome.value().token();
    }

    /** Whether it has been answered that it is logged in. */
    public boolean isWelcome() {
        return welcome != null && welcome.isAnswered() && !welcome.isRefused();
    }

    /** What it saw so far. */
    public List<String> seen() {
        return talk.audience.seenBy(caller);
    }

    public RecordingReply<Welcome> login(String name) {
        return enter(reply -> talk.account.login(caller, UserName.of(name), null, reply));
    }

    public RecordingReply<Welcome> login(String name, String password) {
        return enter(reply -> talk.account.login(caller, UserName.of(name), password.getBytes(UTF_8), reply));
    }

    public RecordingReply<Welcome> resume(String token) {
        return enter(reply -> talk.account.resume(caller, token, reply));
    }

    public RecordingReply<Welcome> register(String name, String password) {
        return enter(reply -> talk.account.register(caller, UserName.of(name), password.getBytes(UTF_8), reply));
    }

    public RecordingReply<Welcome> password(String old, String changed) {
        return enter(reply -> talk.account.password(caller, old.getBytes(UTF_8), changed.getBytes(UTF_8), reply));
    }

    public RecordingReply<UserName> logoutAll() {
        return ask(reply -> talk.account.logoutAll(caller, reply));
    }

    public RecordingReply<Joined> join(String room) {
        return ask(reply -> talk.chat.join(caller, RoomName.of(room), reply));
    }

    public RecordingReply<RoomName> leave(String room) {
        return ask(reply -> talk.chat.leave(caller, RoomName.of(room), reply));
    }

    public RecordingReply<Long> say(String room, String text) {
        return ask(reply -> talk.chat.say(caller, RoomName.of(room), Text.of(text), reply));
    }

    public RecordingReply<Long> sayOnce(String room, String key, String text) {
        OnceKey once = OnceKey.of(key.getBytes(UTF_8));
        return ask(reply -> talk.chat.sayOnce(caller, RoomName.of(room), once, Text.of(text), reply));
    }

    public RecordingReply<Long> tell(String user, String text) {
        return ask(reply -> talk.chat.tell(caller, UserName.of(user), Text.of(text), reply));
    }

    public RecordingReply<List<RoomInfo>> rooms(@Nullable String after) {
        return ask(reply -> talk.chat.rooms(caller, after == null ? null : RoomName.of(after), reply));
    }

    public RecordingReply<List<UserName>> who(String room, @Nullable String after) {
        return ask(reply -> talk.chat.who(caller, RoomName.of(room), after == null ? null : UserName.of(after), reply));
    }

    public RecordingReply<List<Message>> history(String room, long limit, long before) {
        return ask(reply -> talk.chat.history(caller, RoomName.of(room), limit, before, reply));
    }

    public RecordingReply<List<Message>> since(String room, long epoch, long id, long limit) {
        return ask(reply -> talk.chat.since(caller, RoomName.of(room), epoch, id, limit, reply));
    }

    public RecordingReply<UserInfo> whois(String user) {
        return ask(reply -> talk.presence.whois(caller, UserName.of(user), reply));
    }

    public RecordingReply<UserName> follow(String user) {
        return ask(reply -> talk.presence.follow(caller, UserName.of(user), reply));
    }

    public RecordingReply<UserName> unfollow(String user) {
        return ask(reply -> talk.presence.unfollow(caller, UserName.of(user), reply));
    }

    /** The connection is lost. */
    public void lose() {
        end(true);
    }

    /** The client quits, or is kicked. */
    public void quit() {
        end(false);
    }

    private void end(boolean mayResume) {
        caller.lane().execute(() -> {
            caller.end();
            talk.audience.disconnect(caller);
            talk.account.ended(caller, mayResume);
        });
    }

    private RecordingReply<Welcome> enter(Consumer<Lookup<Welcome>> question) {
        RecordingReply<Welcome> reply = ask(question);
        welcome = reply;
        return reply;
    }

    private <T> RecordingReply<T> ask(Consumer<Lookup<T>> question) {
        RecordingReply<T> reply = new RecordingReply<>(caller.lane());
        caller.lane().execute(() -> question.accept(talk.audience.noting(caller, reply)));
        return reply;
    }
}
