package maru.adapter.socket.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import maru.application.port.Caller;
import maru.application.port.Joined;
import maru.application.port.Reply;
import maru.application.port.RoomInfo;
import maru.application.port.UserInfo;
import maru.application.port.Welcome;
import maru.application.port.in.AccountUseCase;
import maru.application.port.in.ChatUseCase;
import maru.application.port.in.PresenceUseCase;
import maru.domain.Refusal;
import maru.domain.chat.Message;
import maru.domain.chat.OnceKey;
import maru.domain.chat.RoomName;
import maru.domain.chat.Text;
import maru.domain.chat.UserName;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what is asked of users and rooms, and answers as it was told: at once, or when the test says so. Nothing
 * reaches anybody else here.
 */
public final class RecordingTalk implements ChatUseCase, AccountUseCase, PresenceUseCase {
    private final List<String> calls = new ArrayList<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private final Deque<Refusal> refusals = new ArrayDeque<>();
    private List<Message> messages = List.of();
    private List<RoomInfo> rooms = List.of();
    private List<UserName> users = List.of();
    private boolean answersLater;
    private @Nullable String faulty;
    private long id;

    /** What was asked for, without who has asked. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    /** From now on an answer comes with {@link #answerAll}. */
    public void answerLater(boolean later) {
        answersLater = later;
    }

    public void answerAll() {
        List<Runnable> answers = List.copyOf(waiting);
        waiting.clear();
        answers.forEach(Runnable::run);
    }

    /** From now on what is asked so ends in an exception. */
    public void failOn(String call) {
        faulty = call;
    }

    /** How many requests wait. */
    public int waiting() {
        return waiting.size();
    }

    /** The next request is refused; a later one by the next refusal. */
    public void refuseNext(Refusal why) {
        refusals.add(why);
    }

    public void messages(List<Message> others) {
        messages = others;
    }

    public void rooms(List<RoomInfo> others) {
        rooms = others;
    }

    public void users(List<UserName> others) {
        users = others;
    }

    @Override
    public void join(Caller caller, RoomName room, Reply<Joined> reply) {
        answer("join " + room, reply, new Joined(room, 2, 77, 12));
    }

    @Override
    public void leave(Caller caller, RoomName room, Reply<RoomName> reply) {
        answer("leave " + room, reply, room);
    }

    @Override
    public void say(Caller caller, RoomName room, Text text, Reply<Long> reply) {
        answer("say " + room + " " + text, reply, ++id);
    }

    @Override
    public void sayOnce(Caller caller, RoomName room, OnceKey key, Text text, Reply<Long> reply) {
        answer("say-once " + room + " " + new String(key.bytes(), UTF_8) + " " + text, reply, ++id);
    }

    @Override
    public void tell(Caller caller, UserName to, Text text, Reply<Long> reply) {
        answer("tell " + to + " " + text, reply, ++id);
    }

    @Override
    public void rooms(Caller caller, @Nullable RoomName after, Reply<List<RoomInfo>> reply) {
        answer("rooms " + after, reply, rooms);
    }

    @Override
    public void who(Caller caller, RoomName room, @Nullable UserName after, Reply<List<UserName>> reply) {
        answer("who " + room + " " + after, reply, users);
    }

    @Override
    public void history(Caller caller, RoomName room, long limit, long before, Reply<List<Message>> reply) {
        answer("history " + room + " " + limit + " " + before, reply, messages);
    }

    @Override
    public void since(Caller caller, RoomName room, long epoch, long id, long limit, Reply<List<Message>> reply) {
        answer("since " + room + " " + epoch + " " + id + " " + limit, reply, messages);
    }

    @Override
    public void login(Caller caller, UserName name, byte @Nullable [] password, Reply<Welcome> reply) {
        answer("login " + name + " " + shown(password), reply, welcome(name), done -> caller.becomes(name));
    }

    @Override
    public void resume(Caller caller, String token, Reply<Welcome> reply) {
        UserName name = UserName.of("resumed");
        answer("resume " + token, reply, welcome(name), done -> caller.becomes(name));
    }

    @Override
    public void register(Caller caller, UserName name, byte[] password, Reply<Welcome> reply) {
        answer("register " + name + " " + shown(password), reply, welcome(name), done -> caller.becomes(name));
    }

    @Override
    public void password(Caller caller, byte[] old, byte[] changed, Reply<Welcome> reply) {
        answer("password " + shown(old) + " " + shown(changed), reply, welcome(UserName.of("alice")));
    }

    @Override
    public void logoutAll(Caller caller, Reply<UserName> reply) {
        answer("logout-all", reply, UserName.of("alice"));
    }

    @Override
    public void ended(Caller caller, boolean mayResume) {
        called("ended " + mayResume);
    }

    @Override
    public void whois(Caller caller, UserName user, Reply<UserInfo> reply) {
        answer("whois " + user, reply, new UserInfo(user, !user.shown().equals("bob"), 5_000));
    }

    @Override
    public void follow(Caller caller, UserName user, Reply<UserName> reply) {
        answer("follow " + user, reply, user);
    }

    @Override
    public void unfollow(Caller caller, UserName user, Reply<UserName> reply) {
        answer("unfollow " + user, reply, user);
    }

    private static Welcome welcome(UserName name) {
        return new Welcome(7, name, "to,ken");
    }

    private static @Nullable String shown(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, UTF_8);
    }

    private <T> void answer(String call, Reply<T> reply, T result) {
        answer(call, reply, result, done -> {});
    }

    private void called(String call) {
        calls.add(call);
        if (call.equals(faulty)) {
            throw new IllegalStateException("a fault, made on purpose");
        }
    }

    private <T> void answer(String call, Reply<T> reply, T result, Consumer<T> first) {
        called(call);
        Refusal refusal = refusals.poll();
        Reply<T> its = answersLater ? reply.later() : reply;
        Runnable answer = () -> {
            if (refusal == null) {
                first.accept(result);
                its.done(result);
            } else {
                its.refused(refusal);
            }
        };
        if (answersLater) {
            waiting.add(answer);
        } else {
            answer.run();
        }
    }
}
