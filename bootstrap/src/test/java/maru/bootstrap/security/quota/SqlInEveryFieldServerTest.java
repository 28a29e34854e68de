package maru.bootstrap.security.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import maru.bootstrap.testing.FrameClient;
import maru.bootstrap.testing.ServerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What looks like SQL is text like any other: in each field of each command, before and after a restart. */
final class SqlInEveryFieldServerTest {
    private static final List<String> SQL = List.of(
            "'; DROP TABLE entry;--",
            "\"; DROP TABLE message; --",
            "' OR '1'='1",
            "') UNION SELECT hash FROM account --",
            "1; DELETE FROM journal",
            "x'; PRAGMA writable_schema=1;--",
            "?1 :a @b $c ?",
            "%_\\%'%",
            "''''",
            "/* */ -- ;",
            "X'00' || char(0) || char(39)",
            "[entry] `entry` \"entry\"",
            "\u02bc \uff07 \u2019; DROP TABLE entry;--");

    private static final String PASSWORD = "'; DROP TABLE account;--";

    @TempDir
    Path folder;

    /** Also with bytes that no text has, and nearly as long as a frame may be. */
    private static List<String> values() {
        List<String> values = new ArrayList<>(SQL);
        values.add("nul\0'; DROP TABLE entry;--\0");
        values.add("\0");
        values.add("'; DROP TABLE entry;--\n\r\t\u001b'");
        values.add("'; DROP TABLE entry;--".repeat(2_500));
        return values;
    }

    private static List<String> keys() {
        List<String> keys = new ArrayList<>(SQL);
        keys.add("nul\0'; DROP TABLE entry;--\0");
        keys.add("'".repeat(512));
        return keys;
    }

    @Test
    void isStoredAsItIs() throws Exception {
        Path file = folder.resolve("maru.db");
        try (ServerProcess server = ServerProcess.start(folder, "rdb")) {
            stop(server);
        }
        String schema = schema(file);
        try (ServerProcess server = ServerProcess.start(folder, "rdb");
                FrameClient client = server.connect()) {
            writeKeys(client);
            readKeys(client);
            talk(client, server);
            refusedFields(client, server);
            operate(client, server);
            stop(server);
        }
        assertUnharmed(file, schema);
        try (ServerProcess server = ServerProcess.start(folder, "rdb");
                FrameClient client = server.connect()) {
            readKeys(client);
            readTalk(client);
            stop(server);
        }
        assertUnharmed(file, schema);
    }

    private static void writeKeys(FrameClient client) throws IOException {
        for (String key : keys()) {
            for (String value : values()) {
                assertEquals("ok<>", client.ask("put<" + escaped(key) + "," + escaped(value) + ">"));
                assertEquals("value<" + escaped(value) + ">", client.ask("get<" + escaped(key) + ">"));
            }
        }
        for (String value : values()) {
            assertEquals("ok<>", client.ask("put<" + keyOf(value) + "," + escaped(value) + ">"));
        }
        for (String text : SQL) {
            String other = escaped("other " + text);
            assertEquals("ok<>", client.ask("put-for<" + other + ",3600," + other + ">"));
            assertTrue(client.ask("hold<" + escaped("held " + text) + "," + other + ">")
                    .startsWith("ok<"));
            assertTrue(client.ask("cas<" + escaped("cas " + text) + ",0," + other + ">")
                    .startsWith("ok<"));
            assertEquals("value<5>", client.ask("add<" + escaped("add " + text) + ",5>"));
            assertEquals("ok<>", client.ask("touch<" + other + ",0>"));
            String gone = escaped("gone " + text);
            assertEquals("ok<>", client.ask("put<" + gone + ",1>"));
            assertEquals("ok<>", client.ask("del<" + gone + ">"));
            assertEquals("none<>", client.ask("entry<" + gone + ">"));
        }
    }

    private static void readKeys(FrameClient client) throws IOException {
        List<String> values = values();
        String last = escaped(values.get(values.size() - 1));
        for (String key : keys()) {
            assertEquals("value<" + last + ">", client.ask("get<" + escaped(key) + ">"));
            assertEquals("keys<1>", client.ask("keys<" + escaped(key) + ",1>"));
            assertEquals("key<" + escaped(key) + ">", client.frame());
        }
        for (String value : values) {
            assertEquals("value<" + escaped(value) + ">", client.ask("get<" + keyOf(value) + ">"));
        }
        for (String text : SQL) {
            String other = escaped("other " + text);
            assertEquals("value<" + other + ">", client.ask("get<" + other + ">"));
            assertEquals("value<" + other + ">", client.ask("get<" + escaped("cas " + text) + ">"));
            assertEquals("value<5>", client.ask("get<" + escaped("add " + text) + ">"));
            assertEquals("watch<1>", client.ask("watch<" + other + ">"));
            assertTrue(client.frame().endsWith("," + other + ">"));
            assertEquals("ok<>", client.ask("unwatch<" + other + ">"));
            assertEquals("keys<0>", client.ask("keys<none,10," + other + ">"));
        }
    }

    private static void talk(FrameClient client, ServerProcess server) throws IOException {
        String password = escaped(PASSWORD);
        try (FrameClient away = server.connect()) {
            assertTrue(away.ask("register<yuna," + password + ">").startsWith("welcome<"));
            assertTrue(away.ask("password<' OR '1'='1," + password + ">").startsWith("error<bad-credentials,"));
            assertTrue(away.ask("password<" + password + "," + password + "2>").startsWith("welcome<"));
            away.send("quit<>").rest();
        }
        assertTrue(client.ask("register<mina," + password + ">").startsWith("welcome<"));
        int id = 0;
        for (String text : SQL) {
            String once = "say-once<general," + escaped(text) + "," + escaped(text) + ">";
            List<String> said =
                    client.send("say<general," + escaped(text) + ">").frames(2);
            assertTrue(said.contains("sent<" + ++id + ">"), said.toString());
            said = client.send(once).frames(2);
            assertTrue(said.contains("sent<" + ++id + ">"), said.toString());
            assertEquals("sent<" + id + ">", client.ask(once));
            String told =
                    client.send("tell<yuna," + escaped(text) + ">").frames(2).toString();
            assertTrue(told.contains(",mina,yuna," + escaped(text) + ">"), told);
        }
    }

    private static void readTalk(FrameClient client) throws IOException {
        String password = escaped(PASSWORD);
        assertTrue(client.ask("login<yuna,' OR '1'='1>").startsWith("error<bad-credentials,"));
        assertTrue(client.ask("login<yuna," + password + ">").startsWith("error<bad-credentials,"));
        assertTrue(client.ask("login<yuna," + password + "2>").startsWith("welcome<"));
        Set<String> awaited = new HashSet<>();
        SQL.forEach(text -> awaited.add(",mina,yuna," + escaped(text) + ">"));
        boolean noticed = false;
        while (!awaited.isEmpty() || !noticed) {
            String frame = client.frame();
            noticed |= frame.startsWith("notice<") && frame.endsWith("," + escaped(SQL.get(0)) + ">");
            awaited.removeIf(frame::endsWith);
        }
        assertEquals("history<" + 2 * SQL.size() + ">", client.ask("history<general,100>"));
        for (String text : SQL) {
            assertTrue(client.frame().endsWith(",mina," + escaped(text) + ">"));
            assertTrue(client.frame().endsWith(",mina," + escaped(text) + ">"));
        }
    }

    /** Names, numbers and tokens have a form of their own: what looks like SQL is none of them. */
    private static void refusedFields(FrameClient client, ServerProcess server) throws IOException {
        for (String text : SQL) {
            String field = escaped(text);
            for (String request : List.of(
                    "join<#>",
                    "leave<#>",
                    "say<#,x>",
                    "say-once<#,k,x>",
                    "tell<#,x>",
                    "rooms<#>",
                    "who<#>",
                    "who<general,#>",
                    "whois<#>",
                    "follow<#>",
                    "unfollow<#>",
                    "history<#,1>",
                    "history<general,#>",
                    "history<general,1,#>",
                    "since<#,1,1,1>",
                    "since<general,#,1,1>",
                    "since<general,1,#,1>",
                    "since<general,1,1,#>",
                    "put-for<k,#,v>",
                    "cas<k,#,v>",
                    "add<k,#>",
                    "touch<k,#>",
                    "keys<k,#>",
                    "hello<#>",
                    "help<#>")) {
                String reply = client.ask(request.replace("#", field));
                assertTrue(reply.startsWith("error<"), request + " " + reply);
            }
            try (FrameClient other = server.connect()) {
                for (String request : List.of("login<#>", "register<#,a good password>", "resume<#>")) {
                    String reply = other.ask(request.replace("#", field));
                    assertTrue(reply.startsWith("error<bad-"), request + " " + reply);
                }
            }
        }
    }

    private static void operate(FrameClient client, ServerProcess server) throws IOException {
        server.type("notice --for 30m " + SQL.get(0));
        String frame = client.frame();
        while (!frame.startsWith("notice<")) {
            frame = client.frame();
        }
        assertTrue(frame.endsWith("," + escaped(SQL.get(0)) + ">"), frame);
        server.type("account ' OR '1'='1 delete");
    }

    private static void stop(ServerProcess server) throws IOException, InterruptedException {
        server.type("stop");
        assertEquals(0, server.awaitExit());
    }

    private static void assertUnharmed(Path file, String schema) throws SQLException {
        assertEquals(schema, schema(file));
        assertEquals("ok", ask(file, "PRAGMA integrity_check"));
        assertEquals("2", ask(file, "SELECT count(*) FROM account"));
    }

    private static String keyOf(String value) {
        String key = "value of " + value;
        return escaped(key.substring(0, Math.min(key.length(), 200)));
    }

    private static String escaped(String text) {
        return text.replaceAll("[<>,\\\\]", "\\\\$0");
    }

    private static String schema(Path file) throws SQLException {
        return ask(
                file,
                "SELECT group_concat(type || name || coalesce(sql, ''), ';') FROM"
                        + " (SELECT type, name, sql FROM sqlite_schema ORDER BY type, name)");
    }

    /** The first column of the first row. */
    private static String ask(Path file, String question) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(question)) {
            return String.valueOf(rows.getString(1));
        }
    }
}
