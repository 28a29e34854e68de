package maru.application.moderation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import maru.application.port.ClientInfo;
import maru.application.port.RoomInfo;
import maru.application.testing.SameLane;
import maru.application.testing.SettableTime;
import maru.application.testing.Talk;
import maru.application.testing.TalkClient;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import maru.domain.chat.RoomName;
import maru.domain.chat.UserName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ModerationServiceTest {
    private static final UserName BOB = UserName.of("bob");

    private final SettableTime time = new SettableTime();
    private final SameLane lane = new SameLane(time);
    private final Talk talk = new Talk(time, lane);

    @Test
    void listsRoomsAndUsersInTheOrderOfTheirNames() {
        TalkClient bob = talk.guest(lane, "Bob");
        talk.guest(lane, "carol");
        talk.guest(lane, "alice");
        talk.guest(lane, "dora").lose();
        bob.join("zoo");
        bob.join("dev");
        assertEquals(Stream.of("alice", "bob", "carol").map(UserName::of).toList(), talk.moderation.users());
        assertEquals(
                List.of(
                        new RoomInfo(RoomName.of("dev"), 1),
                        new RoomInfo(RoomName.GENERAL, 3),
                        new RoomInfo(RoomName.of("zoo"), 1)),
                talk.moderation.rooms());
    }

    @Test
    void kicksAUserHoweverTheNameIsSpelled() {
        TalkClient alice = talk.guest(lane, "alice");
        TalkClient bob = talk.guest(lane, "Bob");
        talk.audience.clear();
        List<ClientInfo> kicked = talk.moderation.kick("BOB", "");
        assertEquals(
                List.of(bob.caller().id()), kicked.stream().map(ClientInfo::id).toList());
        assertEquals(List.of("ended KICKED"), bob.seen());
        assertEquals(List.of(), alice.seen());
    }

    @Test
    void kicksAConnectionByItsNumber() {
        TalkClient nobody = talk.connect(lane);
        String number = Long.toString(nobody.caller().id());
        assertEquals(1, talk.moderation.kick(number, "enough").size());
        assertEquals(List.of("ended KICKED"), nobody.seen());
    }

    @Test
    void kicksAUserRatherThanTheConnectionOfThatNumber() {
        TalkClient first = talk.connect(lane);
        TalkClient second = talk.guest(lane, Long.toString(first.caller().id()));
        talk.moderation.kick(Long.toString(first.caller().id()), "");
        assertEquals(List.of(), first.seen());
        assertTrue(second.seen().contains("ended KICKED"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nobody", "0", "77", "-1", "999999999999999999999999", "no name", "\u0663"})
    void kicksNobodyElse(String who) {
        TalkClient alice = talk.guest(lane, "alice");
        assertEquals(List.of(), talk.moderation.kick(who, ""));
        assertFalse(alice.seen().contains("ended KICKED"));
    }

    @Test
    void setsAPasswordAndEndsAllTokensButNotTheConnection() throws IOException {
        TalkClient bob = registered("bob");
        talk.moderation.setPassword(UserName.of("BOB"), "another one".getBytes(UTF_8));
        assertEquals(1L, bob.say("general", "still here").value());
        String token = bob.token();
        bob.lose();
        assertTrue(talk.connect(lane).resume(token).isRefused());
        assertTrue(talk.connect(lane).login("bob", "password").isRefused());
        assertFalse(talk.connect(lane).login("bob", "another one").isRefused());
    }

    @Test
    void saysWhyAPasswordIsNotSet() {
        assertFails("there is no registered user nobody", () -> setPassword(UserName.of("nobody"), "another one"));
        registered("bob");
        assertFails("a password has 8 to 256 bytes, this one has 5", () -> setPassword(BOB, "short"));
        talk.passwords.answers().refuseNext(new Refusal(RefusalCode.BUSY, "too many wait"));
        assertFails("too many wait", () -> setPassword(BOB, "another one"));
        talk.accounts.answers().refuseNext(new Refusal(RefusalCode.STORAGE_FAILED, "the disk is full"));
        assertFails("the disk is full", () -> setPassword(BOB, "another one"));
        assertFalse(talk.connect(lane).login("bob", "password").isRefused());
    }

    @Test
    void deletesAnAccountAndEndsTheConnection() throws IOException {
        TalkClient bob = registered("bob");
        String token = bob.token();
        talk.moderation.deleteAccount(UserName.of("BOB"));
        assertTrue(bob.seen().contains("ended KICKED"));
        bob.quit();
        assertTrue(talk.connect(lane).resume(token).isRefused());
        assertTrue(talk.connect(lane).login("bob", "password").isRefused());
        assertFalse(talk.connect(lane).login("bob").isRefused());
    }

    @Test
    void whispersGoWithTheAccount() throws IOException {
        registered("bob").lose();
        talk.guest(lane, "alice").tell("bob", "psst");
        talk.moderation.deleteAccount(BOB);
        assertEquals(List.of("welcome bob"), talk.guest(lane, "bob").seen());
        assertEquals(List.of(), talk.whispers.keptFor(BOB));
    }

    @Test
    void anAccountThatCanNotBeDeletedStays() {
        assertFails("there is no registered user bob", () -> talk.moderation.deleteAccount(BOB));
        TalkClient bob = registered("bob");
        talk.accounts.answers().refuseNext(new Refusal(RefusalCode.STORAGE_FAILED, "the disk is full"));
        assertFails("the disk is full", () -> talk.moderation.deleteAccount(BOB));
        assertNotNull(talk.accounts.find(BOB));
        assertFalse(bob.seen().contains("ended KICKED"));
    }

    private interface Doing {
        void it() throws IOException;
    }

    private static void assertFails(String message, Doing doing) {
        assertEquals(message, assertThrows(IOException.class, doing::it).getMessage());
    }

    private void setPassword(UserName user, String password) throws IOException {
        talk.moderation.setPassword(user, password.getBytes(UTF_8));
    }

    private TalkClient registered(String name) {
        TalkClient client = talk.connect(lane);
        client.register(name, "password");
        return client;
    }
}
