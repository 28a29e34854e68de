package maru.adapter.persistence.sqlite;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import maru.adapter.persistence.Durability;
import maru.adapter.persistence.StoreException;
import maru.application.port.UserInfo;
import maru.application.testing.EntryClient;
import maru.application.testing.RecordingReply;
import maru.application.testing.RoomClient;
import maru.application.testing.SettableTime;
import maru.application.testing.TestLane;
import maru.domain.chat.Message;
import maru.domain.chat.RoomName;
import maru.domain.chat.Text;
import maru.domain.chat.UserName;
import maru.domain.chat.Whisper;
import maru.domain.notice.Notice;
import maru.domain.notice.NoticeLevel;

/** All that clients can ask of a store: what was asked, and the answer. */
final class StoreContent {
    static final String REFUSED = "refused";

    private StoreContent() {}

    /** Opens a file, and asks for everything; some of it changes the store. */
    static Map<String, String> of(Path file, SettableTime time) throws StoreException {
        try (StoreUnderTest store = StoreUnderTest.open(file, time, () -> new SqliteFile(file, Durability.PROCESS));
                TestLane lane = new TestLane()) {
            Map<String, String> content = new TreeMap<>();
            store.content().forEach((key, value) -> content.put("key " + key, value));
            for (String room : DamageImages.ROOMS) {
                addRoom(content, store.room(room, time), room);
            }
            addUsers(content, store.store(), lane);
            EntryClient client = store.client(1);
            content.put(
                    "next version",
                    Long.toString(client.put("one more", "x").value().version()));
            return content;
        }
    }

    private static void addRoom(Map<String, String> content, RoomClient room, String name) {
        content.put("room " + name, room.room() + " " + room.epoch() + " " + room.last());
        for (long from = 0; from < room.last(); from += 100) {
            content.put("since " + from + " in " + name, answer(room.since(from, 100)));
        }
        content.put("history of " + name, answer(room.history(1_000)));
        for (int round = 0; round < 3; round++) {
            RecordingReply<?> once = room.sayOnce("Alice", "once" + round, "said once");
            content.put("once " + round + " in " + name, once.isRefused() ? REFUSED : String.valueOf(once.value()));
        }
        if (name.equals(DamageImages.ROOMS.get(0))) {
            RecordingReply<?> once = room.sayOnce("Alice", "key195", "old message 195");
            content.put("old once", once.isRefused() ? REFUSED : String.valueOf(once.value()));
        }
        RecordingReply<?> next = room.say("Bob", "one more");
        content.put("next in " + name, next.isRefused() ? REFUSED : String.valueOf(next.value()));
    }

    private static String answer(RecordingReply<List<Message>> reply) {
        return reply.isRefused()
                ? REFUSED
                : reply.value().stream()
                        .map(message ->
                                message.id() + " " + message.time() + " " + message.from() + ": " + message.text())
                        .toList()
                        .toString();
    }

    private static void addUsers(Map<String, String> content, SqliteStore store, TestLane lane) {
        content.put("accounts", Integer.toString(store.accounts().count()));
        for (int i = 0; i < DamageImages.USERS; i++) {
            UserName user = DamageImages.user(i);
            content.put("account " + user, String.valueOf(store.accounts().find(user)));
            for (int round = 0; round < 3; round++) {
                content.put(
                        "token " + i + " " + round,
                        String.valueOf(store.accounts().findByToken(DamageImages.token(i, round))));
            }
            RecordingReply<UserInfo> seen = new RecordingReply<>(lane);
            store.lastSeen().find(user, seen);
            content.put("seen " + user, seen.isNone() ? "none" : seen.value().toString());
            RecordingReply<List<Whisper>> taken = new RecordingReply<>(lane);
            store.whispers().take(user, taken);
            content.put("whispers for " + user, taken.value().toString());
        }
        content.put("next whisper", Long.toString(store.whispers().nextId()));
        content.put("notices", store.notices().holding().toString());
        RecordingReply<Notice> added = new RecordingReply<>(lane);
        store.notices().add(new Notice(0, NoticeLevel.WARN, 0, Text.of("x"), RoomName.of("r"), null), added);
        content.put("next notice", Long.toString(added.value().id()));
    }
}
