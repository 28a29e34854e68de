package maru.bootstrap.commandline;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import maru.adapter.persistence.Durability;
import maru.adapter.socket.server.Transport;
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
 * @param maxClients how many there may be at once
 * @param maxStoreBytes how much the store may hold
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
        long maxStoreBytes,
        Level logLevel,
        Path logFile) {

    private static final int KIB = 1 << 10;
    private static final int MIB = 1 << 20;
    private static final int GIB = 1 << 30;

    static MaruOptions of(StoreKind store, Values values, Machine machine) throws WrongCommandLineException {
        return new MaruOptions(
                store,
                new InetSocketAddress(host(values), values.number(Setting.PORT, 0, 65_535)),
                values.choice(Setting.TRANSPORT, Transport.class),
                values.file(Setting.DB),
                values.choice(Setting.DURABILITY, Durability.class),
                Duration.ofSeconds(values.number(Setting.HEARTBEAT, 1, 3_600)),
                (int) values.bytes(Setting.MAX_FRAME, KIB, 16 * MIB),
                (int) values.bytes(Setting.MAX_PENDING, 64 * KIB, GIB),
                values.number(Setting.MAX_CLIENTS, 1, Machine.MOST_CLIENTS),
                values.bytes(Setting.MAX_STORE, MIB, Math.max(MIB, machine.heapBytes())),
                values.choice(Setting.LOG_LEVEL, Level.class),
                values.file(Setting.LOG_FILE));
    }

    /** Not to be reached from elsewhere by an oversight. */
    private static InetAddress host(Values values) throws WrongCommandLineException {
        InetAddress host = values.host(Setting.HOST);
        boolean accepted = values.flag(Setting.ALLOW_GUESTS) && values.flag(Setting.INSECURE_PLAINTEXT);
        if (!host.isLoopbackAddress() && !accepted) {
            throw new WrongCommandLineException("other machines reach " + host.getHostAddress()
                    + ", and Maru has no logins and no TLS yet: give both --allow-guests and --insecure-plaintext"
                    + " where that is meant");
        }
        return host;
    }
}
