package maru.adapter.persistence.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import maru.domain.chat.OnceKey;
import org.junit.jupiter.api.Test;

class NewestKeysTest {
    private static final long BEGIN = 1_000_000;
    private final NewestKeys keys = new NewestKeys(BEGIN);

    @Test
    void keepsOfEachUserTheNewestInWhateverOrderTheyCome() {
        for (int id = 1; id <= 1_000; id += 2) {
            add("alice", id);
        }
        for (int id = 1_000; id > 0; id -= 2) {
            add("alice", id);
        }
        add("bob", 5);

        List<String> kept = kept();
        assertEquals(OnceKey.KEPT_OF_USER + 1, kept.size());
        assertEquals("bob 5", kept.get(0));
        for (int at = 1; at < kept.size(); at++) {
            assertEquals("alice " + (1_000 - OnceKey.KEPT_OF_USER + at), kept.get(at));
        }
    }

    @Test
    void keepsTheHighestIdsOfOneMoment() {
        for (int id = 1; id <= 200; id++) {
            keys.add(7, id, BEGIN + 1, "alice", OnceKey.of(new byte[] {(byte) id}));
        }

        assertEquals("alice 101", kept().get(0));
        assertEquals("alice 200", kept().get(OnceKey.KEPT_OF_USER - 1));
    }

    @Test
    void passesOverWhatIsTooOld() {
        add("alice", 0);

        assertEquals(List.of(), kept());
    }

    private void add(String user, long id) {
        keys.add(7, id, BEGIN + id, user, OnceKey.of(new byte[] {1, (byte) id}));
    }

    private List<String> kept() {
        List<String> kept = new ArrayList<>();
        keys.forEach((user, room, key, id, time) -> kept.add(user + " " + id));
        return kept;
    }
}
