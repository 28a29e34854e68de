package maru.adapter.persistence.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import maru.domain.chat.OnceKey;
import maru.domain.chat.UserName;
import org.junit.jupiter.api.Test;

class OnceIndexTest {
    private static final UserName ALICE = UserName.of("alice");
    private static final UserName BOB = UserName.of("bob");

    private final OnceIndex index = new OnceIndex();

    @Test
    void usersWhoseKeysAreDueAreNotKept() {
        for (int i = 0; i < 1_000; i++) {
            UserName user = UserName.of("user" + i);
            index.add(user, 1, key("k"), i + 1, i);
            index.confirm(user);
        }
        assertEquals(1_000, index.users());
        index.add(ALICE, 1, key("k"), 2_000, OnceKey.KEPT_MILLIS + 899);
        assertEquals(101, index.users());
    }

    @Test
    void whatIsUndoneDrivesNothingOut() {
        for (int i = 0; i < OnceKey.KEPT_OF_USER; i++) {
            index.add(ALICE, 1, key("k" + i), i + 1, 0);
            index.confirm(ALICE);
        }
        index.add(ALICE, 1, key("new"), 900, 0);
        assertEquals(1, index.find(ALICE, 1, key("k0"), 0));
        index.remove(ALICE, 1, key("new"), 900);
        assertEquals(0, index.find(ALICE, 1, key("new"), 0));
        assertEquals(1, index.find(ALICE, 1, key("k0"), 0));
        index.add(ALICE, 1, key("new"), 900, 0);
        index.confirm(ALICE);
        assertEquals(0, index.find(ALICE, 1, key("k0"), 0));
        assertEquals(2, index.find(ALICE, 1, key("k1"), 0));
    }

    @Test
    void userWithNothingLeftIsNotKept() {
        index.add(BOB, 1, key("k"), 1, 0);
        index.remove(BOB, 1, key("k"), 1);
        assertEquals(0, index.users());
    }

    private static OnceKey key(String text) {
        return OnceKey.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
