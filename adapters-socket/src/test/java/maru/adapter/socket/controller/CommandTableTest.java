package maru.adapter.socket.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import maru.adapter.socket.frame.FrameParser;
import maru.adapter.socket.frame.FrameParser.Outcome;
import maru.adapter.socket.server.EmbeddedClient;
import maru.adapter.socket.server.EmbeddedServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandTableTest {
    private static final String KEY_512 = "k".repeat(512);
    private static final String KEY_513 = "k".repeat(513);
    private static final List<String> LISTED = List.of(
            "add",
            "cas",
            "del",
            "entry",
            "follow",
            "get",
            "hello",
            "help",
            "history",
            "hold",
            "join",
            "keys",
            "leave",
            "login",
            "logout-all",
            "password",
            "ping",
            "put",
            "put-for",
            "quit",
            "register",
            "resume",
            "rooms",
            "say",
            "say-once",
            "since",
            "tell",
            "touch",
            "unfollow",
            "unwatch",
            "watch",
            "who",
            "whois");

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
                "get<k>|none<>",
                "put<k,v>get<k>|ok<>value<v>",
                "put<k,>get<k>|ok<>value<>",
                "put<k,hello, world>get<k>|ok<>value<hello\\, world>",
                "put<k,,,>get<k>|ok<>value<\\,\\,>",
                "put<a\\,b,c>get<a,b>|ok<>value<c>",
                "put<a\\<\\>\\\\b,\\<\\>\\,\\\\\\x>get<a\\<\\>\\\\\\b>|ok<>value<\\<\\>\\,\\\\x>",
                "put-for<k,60,a,b>entry<k>|ok<>entry<101,60000,a\\,b>",
                "entry<k>|none<>",
                "put<k,v>entry<k>|ok<>entry<101,0,v>",
                "hold<k,a,b>hold<k,c>get<k>|ok<101>ok<102>value<c>",
                "put<k,v>hold<k,w>|ok<>error<conflict,101>",
                "del<k>put<k,v>del<k>get<k>|none<>ok<>ok<>none<>",
                "cas<k,0,a>cas<k,101,b,c>cas<k,101,d>get<k>|ok<101>ok<102>error<conflict,102>value<b\\,c>",
                "add<n,5>add<n,-7>|value<5>value<-2>",
                "touch<k,5>put<k,v>touch<k,0>|none<>ok<>ok<>",
                "put<a1,x>put<a2,y>keys<a,1>keys<a,9,a1>keys<,9>|ok<>ok<>keys<1>key<a1>keys<1>key<a2>keys<2>key<a1>key<a2>",
                "put<a\\,b,x>keys<a,9,a,a>|ok<>keys<1>key<a\\,b>",
                "watch<>unwatch<>|watch<0>ok<>",
                "unwatch<never>|ok<>",
                "hello<1>|hello<1,Maru/test,65536,30>",
                "ping<>|pong<>",
                "pong<>|''"
            })
    void doesEachCommand(String sent, String expected) {
        client.send(sent);
        client.assertReceived(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "get<>", "put<>", "put<k>", "put-for<k>", "put-for<k,5>", "hold<k>", "del<>", "entry<>", "cas<k>",
                "cas<k,0>", "add<k>", "touch<k>", "keys<>", "keys<a>", "hello<>", "ping<1>", "ping<,>", "quit<now>",
                "pong<x>"
            })
    void refusesAWrongNumberOfFields(String sent) {
        String command = sent.substring(0, sent.indexOf('<'));
        assertRefused(sent, "bad-arguments", "expected " + command + "\\<");
    }

    @Test
    void saysWhatItExpectedAndWhatItFound() {
        client.send("put-for<k,5>get<>");
        client.assertReceived("error<bad-arguments,expected put-for\\<key\\,seconds\\,value\\>\\, for example "
                + "put-for\\<code\\,60\\,4711\\>; found 2 fields>"
                + "error<bad-arguments,expected get\\<key\\>\\, for example get\\<greeting\\>; found 0 fields>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "add<k,>",
                "add<k,x>",
                "add<k,1.5>",
                "add<k, 1>",
                "add<k,1,2>",
                "add<k,9223372036854775808>",
                "touch<k,soon>",
                "put-for<k,x,v>",
                "put-for<k,0,v>",
                "put-for<k,-1,v>",
                "put-for<k,3155760001,v>",
                "touch<k,-1>",
                "cas<k,v,1>",
                "keys<a,x>",
                "keys<a,0>",
                "keys<a,-5>",
                "keys<a,,b>",
                "hello<x>",
                "hello<2>"
            })
    void refusesWhatIsNoNumberOrOutOfItsBounds(String sent) {
        assertRefused(sent, "bad-arguments", "");
    }

    @Test
    void readsEscapedNumbers() {
        client.send("add<n,\\-\\1\\2>");
        client.assertReceived("value<-12>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "get<%s>",
                "put<%s,v>",
                "put-for<%s,5,v>",
                "hold<%s,v>",
                "del<%s>",
                "entry<%s>",
                "cas<%s,0,v>",
                "add<%s,1>",
                "touch<%s,5>"
            })
    void takesKeysOf1To512Bytes(String request) {
        client.send(request.formatted(KEY_512));
        client.send(request.formatted("\\>"));
        assertEquals(0, errors(client.received()));
        assertRefused(request.formatted(KEY_513), "bad-arguments", "a key has 1 to 512 bytes\\, this one has 513");
        if (request.contains(",")) {
            assertRefused(request.formatted(""), "bad-arguments", "a key has 1 to 512 bytes\\, this one has 0");
        }
    }

    @Test
    void takesPrefixesOf0To512Bytes() {
        client.send("keys<" + KEY_512 + ",1>watch<" + KEY_512 + ">unwatch<" + KEY_512 + ">");
        client.assertReceived("keys<0>watch<0>ok<>");
        for (String request : List.of("keys<%s,1>", "watch<%s>", "unwatch<%s>")) {
            assertRefused(
                    request.formatted(KEY_513), "bad-arguments", "a prefix has 0 to 512 bytes\\, this one has 513");
        }
        assertRefused("keys<a,1,>", "bad-arguments", "a key has 1 to 512 bytes");
        assertRefused("keys<a,1," + KEY_513 + ">", "bad-arguments", "a key has 1 to 512 bytes");
    }

    @Test
    void countsTheBytesOfAKeyWithoutItsEscapes() {
        client.send("put<" + "\\,".repeat(512) + ",v>get<" + "\\,".repeat(512) + ">");
        client.assertReceived("ok<>value<v>");
    }

    @Test
    void refusesAValueThatWouldBeTooLongWithItsEscapes() {
        client.send("put<k," + ",".repeat(32_768) + ">get<k>");
        client.assertReceived("ok<>value<" + "\\,".repeat(32_768) + ">");
        assertRefused("put<k," + ",".repeat(32_769) + ">", "bad-arguments", "with a backslash before each");
        assertRefused("put-for<k,5," + ",".repeat(40_000) + ">", "bad-arguments", "with a backslash before each");
        assertRefused("hold<h," + ",".repeat(40_000) + ">", "bad-arguments", "with a backslash before each");
        assertRefused("cas<k,0," + ",".repeat(40_000) + ">", "bad-arguments", "with a backslash before each");
    }

    @Test
    void showsEveryValueItTakesInAFrameOfTheLimitAnd2048Bytes() {
        client.send("watch<>");
        client.received();
        String key = "\\<".repeat(512);
        client.send("put<" + key + "," + "\\<".repeat((65_536 - 1_030) / 2) + ">");
        client.send("put<,,>".replace(",,", "k," + ",".repeat(32_768)));
        byte[] received = client.received().getBytes(StandardCharsets.ISO_8859_1);
        FrameParser frames = new FrameParser(65_536 + 2_048);
        frames.begin(received, 0, received.length);
        int count = 0;
        while (frames.next() == Outcome.FRAME) {
            count++;
        }
        assertEquals(received.length, frames.position());
        assertEquals(4, count);
    }

    @Test
    void refusesUnknownCommands() {
        assertRefused("nonsense<1>", "unknown-command", "there is no command nonsense\\, help\\<\\>");
        assertRefused("ge<1>", "unknown-command", "there is no command ge\\,");
        assertRefused("abcdefghijklmnopqrstuvwxyz-abcde<>", "unknown-command", "there is no command abcd");
        assertRefused("putfor<k,1,v>", "unknown-command", "");
        assertRefused("--<>", "unknown-command", "");
    }

    @Test
    void skipsAnglesBehindWhatIsMalformedOnly() {
        client.send("put<k>>>ping<>");
        assertEquals(1, errors(client.received()));
        client.send("get<a<b>>ping<>");
        assertEquals(1, errors(client.received()));
        client.send("ping<>>ping<>");
        String received = client.received();
        assertEquals(1, errors(received));
        assertTrue(received.startsWith("pong<>error<bad-frame,") && received.endsWith(">pong<>"));
    }

    @Test
    void answersAFrameOverTheLimitOnceAndGoesOn() {
        client.send("put<k," + "x".repeat(70_000) + ">ping<>");
        String received = client.received();
        assertTrue(received.startsWith("error<too-long,a frame has at most 65536 bytes"), received);
        assertTrue(received.endsWith(">pong<>"));
        assertEquals(1, errors(received));
        client.send("put<k," + "x".repeat(65_536 - 7) + ">ping<>");
        client.assertReceived("ok<>pong<>");
    }

    @Test
    void listsEveryCommand() {
        client.send("help<>");
        String help = client.received();
        assertTrue(help.startsWith("help<" + LISTED.size() + ">usage<add\\<key\\,amount\\>,"));
        assertEquals(
                LISTED,
                Pattern.compile("usage<([a-z-]+)\\\\<")
                        .matcher(help)
                        .results()
                        .map(result -> result.group(1))
                        .toList());
        for (String command : LISTED) {
            client.send("help<" + command + ">");
            String usage = client.received();
            assertTrue(usage.startsWith("help<1>usage<" + command + "\\<"), usage);
            assertTrue(help.contains(usage.substring("help<1>".length())));
        }
    }

    @Test
    void saysWhichFieldsMayBeLeftOut() {
        client.send("help<keys>help<help>");
        String help = client.received();
        assertTrue(help.contains("usage<keys\\<prefix\\,limit[\\,after]\\>,"));
        assertTrue(help.contains("usage<help\\<[command]\\>,"));
        assertRefused("help<nonsense>", "bad-arguments", "");
    }

    @Test
    void endsAListBefore256KiB() {
        for (int at = 100; at < 700; at++) {
            client.send("put<" + at + "\\,".repeat(509) + ",v>");
        }
        client.received();
        client.send("keys<,1000>");
        String received = client.received();
        assertTrue(received.length() <= 256 << 10, received.length() + " bytes");
        assertTrue(received.length() > 254 << 10, received.length() + " bytes");
        assertEquals(
                "keys<" + (received.split("(?<!\\\\)>").length - 1) + ">",
                received.substring(0, received.indexOf('>') + 1));
    }

    @Test
    void doesWhatCameTogetherInItsOrder() {
        StringBuilder sent = new StringBuilder();
        StringBuilder expected = new StringBuilder();
        for (int at = 0; at < 100; at++) {
            sent.append("put<k,").append(at).append(at % 7 == 0 ? "\\" : "").append(",>get<k>get<\\k>add<n,1>");
            expected.append("ok<>").append(("value<" + at + "\\,>").repeat(2)).append("value<" + (at + 1) + ">");
        }
        client.send(sent.toString());
        client.assertReceived(expected.toString());
    }

    private void assertRefused(String sent, String code, String detail) {
        client.send(sent);
        String received = client.received();
        assertTrue(received.startsWith("error<" + code + "," + detail), received);
        assertEquals(1, errors(received), received);
        client.send("ping<>");
        client.assertReceived("pong<>");
    }

    private static int errors(String received) {
        return received.split("error<", -1).length - 1;
    }
}
