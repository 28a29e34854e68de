package maru.bootstrap.commandline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import maru.adapter.persistence.Durability;
import maru.adapter.socket.server.Transport;
import maru.adapter.socket.tls.TlsOptions;
import maru.domain.chat.RoomName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

class MaruCommandLineTest {
    private static final long HEAP = 1L << 30;

    private final Map<String, String> environment = new HashMap<>();

    @Test
    void hasAValueForEverythingThatIsNotSaid() throws Exception {
        MaruOptions expected = new MaruOptions(
                StoreKind.MEM,
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 8080),
                Transport.AUTO,
                Path.of("maru.db"),
                Durability.POWER,
                Duration.ofSeconds(30),
                65_536,
                1_048_576,
                896,
                896,
                HEAP / 2,
                Duration.ofMillis(1),
                100_000,
                List.of(),
                1_000,
                options("mem").limits(),
                false,
                null,
                false,
                Level.INFO,
                Path.of("maru.log"));

        assertEquals(expected, options("mem"));
    }

    @Test
    void takesNoMoreClientsThanThereAreDescriptorsFor() throws Exception {
        MaruOptions options = options("mem", "--max-clients", "5000");
        assertEquals(896, options.maxClients());
        assertEquals(5_000, options.wantedClients());
    }

    @Test
    void takesEveryOption() throws WrongCommandLineException {
        MaruOptions expected = new MaruOptions(
                StoreKind.RDB,
                new InetSocketAddress("0.0.0.0", 0),
                Transport.NIO,
                Path.of("a b.db"),
                Durability.PROCESS,
                Duration.ofSeconds(5),
                16 << 20,
                64 << 10,
                17,
                17,
                1 << 20,
                Duration.ZERO,
                10_000_000,
                List.of(RoomName.of("lobby"), RoomName.of("마루")),
                1_000,
                options("--host", "0.0.0.0", "rdb", "--allow-guests", "--insecure-plaintext")
                        .limits(),
                true,
                new TlsOptions(Path.of("c.pem"), Path.of("k.pem"), true),
                true,
                Level.TRACE,
                Path.of("x.log"));

        assertEquals(
                expected,
                options(
                        "--host",
                        "0.0.0.0",
                        "--port=0",
                        "--transport",
                        "nio",
                        "--db",
                        "a b.db",
                        "--durability",
                        "process",
                        "--heartbeat",
                        "5",
                        "--max-frame",
                        "16m",
                        "--max-pending",
                        "64K",
                        "rdb",
                        "--max-clients",
                        "17",
                        "--max-store",
                        "1024k",
                        "--room-hold",
                        "0",
                        "--max-rooms",
                        "10000000",
                        "--room",
                        "lobby",
                        "--room=General",
                        "--room",
                        "마루",
                        "--room",
                        "LOBBY",
                        "--require-login",
                        "--log-level",
                        "trace",
                        "--log-file",
                        "x.log",
                        "--allow-guests",
                        "--insecure-plaintext",
                        "--tls-cert",
                        "c.pem",
                        "--tls-key",
                        "k.pem",
                        "--tls-only"));
    }

    @Test
    void takesEveryOptionFromTheEnvironment() throws WrongCommandLineException {
        environment.putAll(Map.ofEntries(
                Map.entry("MARU_HOST", "0.0.0.0"),
                Map.entry("MARU_PORT", "9"),
                Map.entry("MARU_TRANSPORT", "epoll"),
                Map.entry("MARU_DB", "e.db"),
                Map.entry("MARU_DURABILITY", "process"),
                Map.entry("MARU_HEARTBEAT", "3600"),
                Map.entry("MARU_MAX_FRAME", "1k"),
                Map.entry("MARU_MAX_PENDING", "1g"),
                Map.entry("MARU_MAX_CLIENTS", "1"),
                Map.entry("MARU_MAX_STORE", "1g"),
                Map.entry("MARU_LOG_LEVEL", "error"),
                Map.entry("MARU_LOG_FILE", "e.log"),
                Map.entry("MARU_MAX_ROOMS", "1"),
                Map.entry("MARU_ROOM_HOLD", "100"),
                Map.entry("MARU_ROOM", "a, b"),
                Map.entry("MARU_HISTORY", "100000"),
                Map.entry("MARU_MAX_WHISPERS_WAITING", "7"),
                Map.entry("MARU_MAX_ROOMS_JOINED", "1"),
                Map.entry("MARU_MAX_HOLDS", "2"),
                Map.entry("MARU_MAX_WATCHES", "3"),
                Map.entry("MARU_MAX_FOLLOWS", "4"),
                Map.entry("MARU_MAX_KEYS_PER_OWNER", "5"),
                Map.entry("MARU_MAX_BYTES_PER_OWNER", "6k"),
                Map.entry("MARU_MAX_ACCOUNTS", "7"),
                Map.entry("MARU_MAX_CLIENTS_PER_ADDRESS", "1"),
                Map.entry("MARU_MAX_CONNECTS_PER_ADDRESS", "2"),
                Map.entry("MARU_REQUEST_RATE", "3"),
                Map.entry("MARU_MESSAGE_RATE", "4/5"),
                Map.entry("MARU_LOGIN_TIMEOUT", "6"),
                Map.entry("MARU_MAX_LOGIN_FRAME", "2k"),
                Map.entry("MARU_MAX_LOGINS", "8"),
                Map.entry("MARU_MAX_FAILED_LOGINS", "9"),
                Map.entry("MARU_MAX_REGISTRATIONS", "10"),
                Map.entry("MARU_DRY_RUN_LIMITS", "true"),
                Map.entry("MARU_REQUIRE_LOGIN", "true"),
                Map.entry("MARU_ALLOW_GUESTS", "true"),
                Map.entry("MARU_INSECURE_PLAINTEXT", "yes"),
                Map.entry("MARU_TLS_CERT", "e.crt"),
                Map.entry("MARU_TLS_KEY", "e.key"),
                Map.entry("MARU_TLS_ONLY", "no")));

        MaruOptions expected = new MaruOptions(
                StoreKind.RDB,
                new InetSocketAddress("0.0.0.0", 9),
                Transport.EPOLL,
                Path.of("e.db"),
                Durability.PROCESS,
                Duration.ofHours(1),
                1_024,
                1 << 30,
                1,
                1,
                1 << 30,
                Duration.ofMillis(100),
                1,
                List.of(RoomName.of("a"), RoomName.of("b")),
                100_000,
                options("rdb").limits(),
                true,
                new TlsOptions(Path.of("e.crt"), Path.of("e.key"), false),
                true,
                Level.ERROR,
                Path.of("e.log"));
        assertEquals(expected, options("rdb"));
        assertEquals(environment.size(), Setting.values().length);
    }

    @Test
    void prefersTheCommandLineToTheEnvironment() throws WrongCommandLineException {
        environment.put("MARU_PORT", "1");

        assertEquals(1, options("mem").listen().getPort());
        assertEquals(2, options("mem", "--port", "2").listen().getPort());
    }

    @Test
    void takesAnEmptyVariableForNone() throws WrongCommandLineException {
        environment.put("MARU_PORT", "");

        assertEquals(8080, options("mem").listen().getPort());
    }

    @Test
    void doesNotReadTheEnvironmentsFileForMemory() throws WrongCommandLineException {
        environment.put("MARU_DB", "some.db");

        assertEquals(StoreKind.MEM, options("mem").store());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                         | the first word is the store, mem (in memory) or rdb (on disk), and there is none",
                "redis                    | the first word is the store, mem (in memory) or rdb (on disk), and not 'redis'",
                "mem rdb                  | there is one word too many: rdb",
                "mem --prot 1             | there is no option --prot",
                "mem --port               | Missing required parameter for option '--port' (PORT)",
                "mem --port --host x      | Expected parameter for option '--port' but found '--host'",
                "mem --port 1 --port 2    | option '--port' (PORT) should be specified only once",
                "mem --port 65536         | --port takes a number from 0 to 65535, and not '65536'",
                "mem --port -1            | --port takes a number from 0 to 65535, and not '-1'",
                "mem --port 8o            | --port takes a number from 0 to 65535, and not '8o'",
                "mem --port ٣             | --port takes a number from 0 to 65535, and not '٣'",
                "mem --transport io_uring | --transport takes auto, epoll or nio, and not 'io_uring'",
                "rdb --durability none    | --durability takes power or process, and not 'none'",
                "mem --heartbeat 0        | --heartbeat takes a number from 1 to 3600, and not '0'",
                "mem --heartbeat 3601     | --heartbeat takes a number from 1 to 3600, and not '3601'",
                "mem --max-clients 0      | --max-clients takes a number from 1 to 1000000, and not '0'",
                "mem --max-rooms 0        | --max-rooms takes a number from 1 to 10000000, and not '0'",
                "mem --room-hold 101      | --room-hold takes a number from 0 to 100, and not '101'",
                "mem --history 100001     | --history takes a number from 1 to 100000, and not '100001'",
                "rdb --history 10         | --history goes with mem: rdb keeps every message",
                "mem --room a!            | --room can't make a room 'a!': the name of a room is 1 to 32 letters of any"
                        + " script, digits, or _ - . as in player_7, and this one has U+0021",
                "mem --room ''            | --room can't make a room '': the name of a room is 1 to 32 letters of any"
                        + " script, digits, or _ - . as in player_7, and this one is empty",
                "mem --db x               | --db goes with rdb: mem keeps nothing on disk",
                "mem --durability process | --durability goes with rdb: mem keeps nothing on disk",
                "mem --log-level loud     | --log-level takes error, warn, info, debug or trace, and not 'loud'",
                "mem --log-file ''        | --log-file takes the name of a file, and not ''",
                "mem --tls-cert c         | --tls-cert and --tls-key go together: give its key too",
                "mem --tls-key k          | --tls-cert and --tls-key go together: give the certificate too",
                "mem --tls-only           | --tls-only goes with a certificate: give --tls-cert and --tls-key too",
                "mem --tls-cert ''        | --tls-cert takes the name of a file, and not ''",
                "mem --host ''            | --host takes an address of this machine or a name of it, and not ''",
                "mem --host x.invalid     | --host takes an address of this machine or a name of it, and not 'x.invalid'",
            })
    void saysInOneSentenceWhatIsWrong(String typed, String sentence) {
        assertEquals(
                sentence,
                complaint(
                        typed == null ? new String[0] : typed.replace("''", "").split(" ", -1)));
    }

    @ParameterizedTest
    @CsvSource({
        "--max-frame, 1023, 1024, 16777216",
        "--max-frame, 17m, 1024, 16777216",
        "--max-frame, 999999999999999g, 1024, 16777216",
        "--max-frame, k, 1024, 16777216",
        "--max-pending, 65535, 65536, 1073741824",
        "--max-pending, 2g, 65536, 1073741824",
        "--max-store, 1, 1048576, 1073741824",
        "--max-store, 2g, 1048576, 1073741824",
        "--max-store, 1.5g, 1048576, 1073741824"
    })
    void saysHowManyBytesAnOptionTakes(String option, String value, String least, String most) {
        assertEquals(
                option + " takes a number of bytes from " + least + " to " + most
                        + " (512k, 64m and 1g are such numbers), and not '" + value + "'",
                complaint("mem", option, value));
    }

    @Test
    void keepsTheLogOutOfTheStore() {
        String file = Path.of("x").toAbsolutePath().toString();

        assertEquals(
                "--db and --log-file are the same file, " + file,
                complaint(
                        "rdb", "--db", "x", "--log-file", "y/../" + Path.of("x").getFileName()));
    }

    @Test
    void namesTheVariableWhereThatIsWrong() {
        environment.put("MARU_PORT", "many\n");

        assertEquals("MARU_PORT takes a number from 0 to 65535, and not 'many\\n'", complaint("mem"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--insecure-plaintext"})
    void isReachedFromElsewhereOnlyWhereItIsSaidWhoMayCome(String flag) {
        assertEquals(
                "other machines reach 0.0.0.0, and anybody there could read and write every key: give --require-login,"
                        + " or --allow-guests where that is meant"
                        + (flag.isEmpty()
                                ? "; and --tls-cert and --tls-key, or --insecure-plaintext where that is meant"
                                : ""),
                flag.isEmpty() ? complaint("mem", "--host", "0.0.0.0") : complaint("mem", "--host", "0.0.0.0", flag));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--allow-guests", "--require-login"})
    void isReachedFromElsewhereOnlyWherePlaintextIsAccepted(String flag) throws WrongCommandLineException {
        assertEquals(
                "other machines reach 0.0.0.0, and anybody on the way can read passwords and all else: give --tls-cert"
                        + " and --tls-key, or --insecure-plaintext where that is meant",
                complaint("mem", "--host", "0.0.0.0", flag));
        options("mem", "--host", "0.0.0.0", flag, "--insecure-plaintext");
        options("mem", "--host", "0.0.0.0", flag, "--tls-cert", "c", "--tls-key", "k");
    }

    @Test
    void doesNotReadTheEnvironmentsHistoryForTheFile() throws WrongCommandLineException {
        environment.put("MARU_HISTORY", "10");

        assertEquals(StoreKind.RDB, options("rdb").store());
    }

    @Test
    void namesTheVariableWhereARoomIsNone() {
        environment.put("MARU_ROOM", "a,,b");

        assertTrue(complaint("mem").startsWith("MARU_ROOM can't make a room '': "), complaint("mem"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "localhost", "::1", "[::1]"})
    void listensForThisMachineAlone(String host) throws WrongCommandLineException {
        assertTrue(options("mem", "--host", host).listen().getAddress().isLoopbackAddress());
    }

    @Test
    void helpNamesEveryOption() throws WrongCommandLineException {
        String help = show("--help");

        for (Setting setting : Setting.values()) {
            assertTrue(
                    help.contains(" " + setting.option() + (setting.label() == null ? " " : "=" + setting.label())),
                    help);
        }
        assertEquals(help, show("mem", "--port", "wrong", "-h"));
    }

    @Test
    void versionIsShown() throws WrongCommandLineException {
        assertEquals("Maru 1.2.3", show("--version"));
        assertEquals("Maru 1.2.3", show("-V"));
    }

    private MaruOptions options(String... typed) throws WrongCommandLineException {
        return assertInstanceOf(Command.Serve.class, parse(typed)).options();
    }

    private String show(String... typed) throws WrongCommandLineException {
        return assertInstanceOf(Command.Show.class, parse(typed)).text();
    }

    private String complaint(String... typed) {
        return assertThrows(WrongCommandLineException.class, () -> parse(typed)).getMessage();
    }

    private Command parse(String... typed) throws WrongCommandLineException {
        return new MaruCommandLine(new Machine(environment, 1_024, HEAP, 2), "1.2.3").parse(typed);
    }
}
