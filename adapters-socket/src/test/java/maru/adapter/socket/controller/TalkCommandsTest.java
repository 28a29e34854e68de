package maru.adapter.socket.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import maru.adapter.socket.server.EmbeddedClient;
import maru.adapter.socket.server.EmbeddedServer;
import maru.application.port.RoomInfo;
import maru.domain.Refusal;
import maru.domain.chat.Message;
import maru.domain.chat.RoomName;
import maru.domain.chat.Text;
import maru.domain.chat.UserName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of chat, accounts and presence. */
final class TalkCommandsTest {
    private static final int LIST_BYTES = 256 << 10;
    private static final String HIGH = "\u00c4\u00d6"; // each a byte on the wire here, together no UTF-8

    private final EmbeddedServer server = new EmbeddedServer();
    private final EmbeddedClient client = server.connectWithFrames();

    @AfterEach
    void closeServer() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "join<dev>|joined<dev,2,77,12>|join dev",
                "leave<dev>|left<dev>|leave dev",
                "say<dev,hello>|sent<1>|say dev hello",
                "say<dev,hello, \\<world\\>,>|sent<1>|say dev hello, <world>,",
                "say<d\\ev,a\\,b,c>|sent<1>|say dev a,b,c",
                "say-once<dev,k1,hello, world>|sent<1>|say-once dev k1 hello, world",
                "tell<bob,psst, you>|sent<1>|tell bob psst, you",
                "rooms<>|rooms<2>room<dev,3>room<general,1>|rooms null",
                "rooms<dev>|rooms<2>room<dev,3>room<general,1>|rooms dev",
                "who<dev>|who<2>user<alice>user<bob>|who dev null",
                "who<dev,alice>|who<2>user<alice>user<bob>|who dev alice",
                "history<dev,20>|history<1>message<dev,3,1700,alice,a\\,b>|history dev 20 9223372036854775807",
                "history<dev,20,7>|history<1>message<dev,3,1700,alice,a\\,b>|history dev 20 7",
                "since<dev,77,5,100>|history<1>message<dev,3,1700,alice,a\\,b>|since dev 77 5 100",
                "whois<alice>|whois<alice,online,5000>|whois alice",
                "whois<bob>|whois<bob,away,5000>|whois bob",
                "follow<bob>|ok<>|follow bob",
                "unfollow<bob>|ok<>|unfollow bob",
                "login<alice>|welcome<7,alice,to\\,ken>|login alice null",
                "login<alice,pass, word>|welcome<7,alice,to\\,ken>|login alice pass, word",
                "login<alice,>|welcome<7,alice,to\\,ken>|login alice ''",
                "resume<to,ken>|welcome<7,resumed,to\\,ken>|resume to,ken",
                "register<alice,pass,word>|welcome<7,alice,to\\,ken>|register alice pass,word",
                "password<old,new,er>|welcome<7,alice,to\\,ken>|password old new,er",
                "logout-all<>|ok<>|logout-all"
            })
    void doesEachCommand(String sent, String expected, String call) {
        server.talk().rooms(List.of(new RoomInfo(RoomName.of("dev"), 3), new RoomInfo(RoomName.GENERAL, 1)));
        server.talk().users(List.of(UserName.of("alice"), UserName.of("bob")));
        server.talk().messages(List.of(message(3, "a,b")));
        client.send(sent);
        client.assertReceived(expected);
        assertEquals(List.of(call.replace("''", "")), server.talk().calls());

        server.talk().answerLater(true);
        server.talk().refuseNext(Refusal.gap(9));
        client.send(sent + "ping<>");
        client.assertReceived("");
        server.talk().answerAll();
        server.turn();
        client.assertReceived("error<gap,9>pong<>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "join<>",
                "leave<>",
                "say<dev>",
                "say<>",
                "say-once<dev,hello>",
                "tell<bob>",
                "who<>",
                "history<dev>",
                "since<dev,1,2>",
                "login<>",
                "resume<>",
                "register<alice>",
                "password<old>",
                "logout-all<x>",
                "whois<>",
                "follow<>",
                "unfollow<>",
                "history<dev,x>",
                "history<dev,5,x>",
                "history<dev,5,0>",
                "history<dev,5,-1>",
                "since<dev,1,x,5>",
                "since<dev,1,2,3,4>",
                "say<dev,>",
                "say<dev,a\tb\u0001>",
                "say<dev,\r>",
                "say-once<dev,,hello>",
                "say-once<dev,k,>",
                "tell<bob,>"
            })
    void refusesWrongFields(String sent) {
        assertRefused("bad-arguments", sent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "join<%s>", "leave<%s>", "say<%s,hello>", "say-once<%s,k,hello>", "tell<%s,hello>", "rooms<%s>",
                "who<%s>", "who<dev,%s>", "history<%s,5>", "since<%s,1,2,3>", "login<%s>", "register<%s,password>",
                "whois<%s>", "follow<%s>", "unfollow<%s>"
            })
    void refusesWhatIsNoName(String request) {
        assertRefused("bad-name", request.formatted("a b"));
        assertRefused("bad-name", request.formatted("\\<script\\>"));
        assertRefused("bad-name", request.formatted("a\\,b"));
        assertRefused("bad-arguments", request.formatted("a".repeat(33)));
        assertRefused("bad-arguments", request.formatted("a".repeat(60_000)));
        assertRefused("bad-arguments", request.formatted(HIGH));
        client.send(request.formatted("a".repeat(32)) + "ping<>");
        assertTrue(client.received().endsWith(">pong<>"));
    }

    @Test
    void takesNamesAndTextInAnyScript() {
        client.send("say<\u4e2d\u6587,\u23ce\ud83d\ude00>".getBytes(StandardCharsets.UTF_8));
        client.send("say<\u4e2d\u6587,x>say<u\u0308,y>say<\u00fc,z>".getBytes(StandardCharsets.UTF_8));
        client.assertReceived("sent<1>sent<2>sent<3>sent<4>");
        assertEquals(
                List.of("say \u4e2d\u6587 \u23ce\ud83d\ude00", "say \u4e2d\u6587 x", "say \u00fc y", "say \u00fc z"),
                server.talk().calls());
    }

    @Test
    void takesTextsOfUpTo2000Characters() {
        client.send("say<dev," + "a".repeat(2_000) + ">say<dev," + ",".repeat(2_000) + ">");
        client.send(("say<dev," + "\u23ce".repeat(2_000) + ">").getBytes(StandardCharsets.UTF_8));
        client.assertReceived("sent<1>sent<2>sent<3>");
        assertRefused("bad-arguments", "say<dev," + "a".repeat(2_001) + ">");
        assertRefused("bad-arguments", "say<dev," + HIGH + ">");
        assertRefused("bad-arguments", "tell<bob," + "a".repeat(2_001) + ">");
        assertRefused("bad-arguments", "say-once<dev,k," + "a".repeat(2_001) + ">");
    }

    @Test
    void takesKeysOfMessagesOf1To64Bytes() {
        client.send("say-once<dev," + HIGH.repeat(32) + ",x>");
        client.assertReceived("sent<1>");
        assertRefused("bad-arguments", "say-once<dev," + "k".repeat(65) + ",x>");
    }

    @Test
    void keepsApartWhatCameTogether() {
        StringBuilder sent = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int at = 0; at < 300; at++) {
            String room = "room-" + at % 3 * 7;
            sent.append("say<")
                    .append(room)
                    .append(at % 5 == 0 ? ",a\\," : ",a,")
                    .append(at)
                    .append(">tell<u");
            sent.append(at % 4).append(",x").append(at).append('>');
            expected.add("say " + room + " a," + at);
            expected.add("tell u" + at % 4 + " x" + at);
        }
        client.send(sent.toString());
        assertEquals(expected, server.talk().calls());
    }

    @Test
    void historyKeepsTheNewestThatFitAndSinceTheOldest() {
        List<Message> messages = LongStream.rangeClosed(1, 900)
                .mapToObj(id -> message(id, ",".repeat(1_000)))
                .toList();
        server.talk().messages(messages);
        client.send("history<dev,1000>");
        String newest = client.received();
        client.send("since<dev,77,0,1000>");
        String oldest = client.received();
        for (String received : List.of(newest, oldest)) {
            assertTrue(received.length() < LIST_BYTES, received.length() + " bytes");
            assertTrue(received.length() > LIST_BYTES - 8_192, received.length() + " bytes");
            assertTrue(received.startsWith("history<" + (received.split("message<").length - 1) + ">"));
        }
        assertTrue(newest.contains("message<dev,900,") && !newest.contains("message<dev,1,"));
        assertTrue(oldest.contains("message<dev,1,") && !oldest.contains("message<dev,900,"));
    }

    @Test
    void listsAThousandRowsAtMost() {
        server.talk()
                .rooms(IntStream.range(0, 1_001)
                        .mapToObj(at -> new RoomInfo(RoomName.of("r" + at), at))
                        .toList());
        server.talk()
                .users(IntStream.range(0, 1_001)
                        .mapToObj(at -> UserName.of("u" + at))
                        .toList());
        server.talk()
                .messages(LongStream.range(0, 1_001)
                        .mapToObj(id -> message(id, "x"))
                        .toList());
        client.send("rooms<>");
        String rooms = client.received();
        assertTrue(rooms.startsWith("rooms<1000>room<r0,0>") && rooms.endsWith("room<r999,999>"));
        client.send("who<dev>");
        String users = client.received();
        assertTrue(users.startsWith("who<1000>user<u0>") && users.endsWith("user<u999>"));
        client.send("history<dev,1000>");
        assertTrue(client.received().startsWith("history<1000>message<dev,1,"));
        client.send("since<dev,77,0,1000>");
        assertTrue(client.received().startsWith("history<1000>message<dev,0,"));
    }

    @Test
    void listsNothing() {
        client.send("rooms<>who<dev>history<dev,5>since<dev,77,0,5>");
        client.assertReceived("rooms<0>who<0>history<0>history<0>");
    }

    private static Message message(long id, String text) {
        return new Message(RoomName.of("dev"), id, 1_700, UserName.of("alice"), Text.of(text));
    }

    private void assertRefused(String code, String sent) {
        List<String> calls = server.talk().calls();
        client.send(sent + "ping<>");
        String received = client.received();
        assertTrue(received.matches("(?s)error<" + code + ",([^>\\\\]|\\\\.)*>pong<>"), sent + ": " + received);
        assertEquals(calls, server.talk().calls());
    }
}
