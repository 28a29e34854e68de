package maru.bootstrap.commandline;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import maru.adapter.persistence.Durability;
import maru.adapter.socket.server.Transport;
import maru.adapter.socket.tls.TlsOptions;
import maru.domain.chat.RoomName;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * What the server was told, each value checked.
 *
 * @param listen port 0: any free one
 * @param database the file of {@link StoreKind#RDB}; of no meaning for the other
 * @param durability of {@link StoreKind#RDB}; of no meaning for the other
 * @param heartbeat after so much silence a client is asked whether it is there
 * @param maxFrameBytes the longest frame that is read
 * @param maxPendingBytes the most that may wait for one client
 * @param maxClients how many there may be at once: no more than there are descriptors for
 * @param wantedClients how many there were to be
 * @param maxStoreBytes how much the store may hold
 * @param roomHold how long what is said in a busy room may be kept back; 0: not at all
 * @param maxRooms how many rooms there may be at once
 * @param rooms those that always exist, beside {@code general}; each once
 * @param history how many messages a room keeps, of {@link StoreKind#MEM}; of no meaning for the other
 * @param limits how much each client, address, user and owner may do
 * @param requireLogin whether a client has to log in before it may do anything else
 * @param tls null where there is no certificate
 * @param plaintextIsMeant whether it was said that anybody on the way may listen
 * @param logFile what the log is appended to
 */
public record MaruOptions(
        StoreKind store,
        InetSocketAddress listen,
        Transport transport,
        Path database,
        Durability durability,
        Duration heartbeat,
        int maxFrameBytes,
        int maxPendingBytes,
        int maxClients,
        int wantedClients,
        long maxStoreBytes,
        Duration roomHold,
        int maxRooms,
        List<RoomName> rooms,
        int history,
        LimitOptions limits,
        boolean requireLogin,
        @Nullable TlsOptions tls,
        boolean plaintextIsMeant,
        Level logLevel,
        Path logFile) {

    private static final int KIB = 1 << 10;
    private static final int MIB = 1 << 20;
    private static final int GIB = 1 << 30;
    private static final int MOST_HOLD_MILLIS = 100;
    private static final int MOST_ROOMS = 10_000_000;
    private static final int MOST_HISTORY = 100_000;

    public MaruOptions {
        rooms = List.copyOf(rooms);
    }

    static MaruOptions of(StoreKind store, Values values, Machine machine) throws WrongCommandLineException {
        int wantedClients = values.number(Setting.MAX_CLIENTS, 1, Machine.MOST_CLIENTS);
        return new MaruOptions(
                store,
                new InetSocketAddress(host(values), values.number(Setting.PORT, 0, 65_535)),
                values.choice(Setting.TRANSPORT, Transport.class),
                values.file(Setting.DB),
                values.choice(Setting.DURABILITY, Durability.class),
                Duration.ofSeconds(values.number(Setting.HEARTBEAT, 1, 3_600)),
                (int) values.bytes(Setting.MAX_FRAME, KIB, 16 * MIB),
                (int) values.bytes(Setting.MAX_PENDING, 64 * KIB, GIB),
                Math.min(wantedClients, machine.clients()),
                wantedClients,
                values.bytes(Setting.MAX_STORE, MIB, Math.max(MIB, machine.heapBytes())),
                Duration.ofMillis(values.number(Setting.ROOM_HOLD, 0, MOST_HOLD_MILLIS)),
                values.number(Setting.MAX_ROOMS, 1, MOST_ROOMS),
                values.rooms(Setting.ROOM),
                values.number(Setting.HISTORY, 1, MOST_HISTORY),
                LimitOptions.of(values),
                values.flag(Setting.REQUIRE_LOGIN),
                tls(values),
                values.flag(Setting.INSECURE_PLAINTEXT),
                values.choice(Setting.LOG_LEVEL, Level.class),
                values.file(Setting.LOG_FILE));
    }

    private static @Nullable TlsOptions tls(Values values) throws WrongCommandLineException {
        Path certificate = values.optionalFile(Setting.TLS_CERT);
        Path key = values.optionalFile(Setting.TLS_KEY);
        boolean only = values.flag(Setting.TLS_ONLY);
        if (certificate != null && key != null) {
            return new TlsOptions(certificate, key, only);
        }
        if (certificate != null || key != null) {
            throw new WrongCommandLineException("--tls-cert and --tls-key go together: give "
                    + (certificate == null ? "the certificate too" : "its key too"));
        }
        if (only) {
            throw new WrongCommandLineException(
                    "--tls-only goes with a certificate: give --tls-cert and --tls-key too");
        }
        return null;
    }

    /** Not to be reached from elsewhere by an oversight. */
    private static InetAddress host(Values values) throws WrongCommandLineException {
        InetAddress host = values.host(Setting.HOST);
        boolean whoIsSaid = values.flag(Setting.REQUIRE_LOGIN) || values.flag(Setting.ALLOW_GUESTS);
        boolean secrecyIsSaid = values.flag(Setting.INSECURE_PLAINTEXT) || tls(values) != null;
        if (host.isLoopbackAddress() || (whoIsSaid && secrecyIsSaid)) {
            return host;
        }
        String reached = "other machines reach " + host.getHostAddress();
        String secrecy = "--tls-cert and --tls-key, or --insecure-plaintext where that is meant";
        if (!whoIsSaid) {
            throw new WrongCommandLineException(reached + ", and anybody there could read and write every key:"
                    + " give --require-login, or --allow-guests where that is meant"
                    + (secrecyIsSaid ? "" : "; and " + secrecy));
        }
        throw new WrongCommandLineException(
                reached + ", and anybody on the way can read passwords and all else: give " + secrecy);
    }
}
