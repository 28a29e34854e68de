package maru.bootstrap.reliability.clients;

import java.io.Closeable;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import maru.bootstrap.testing.ServerLaunch;
import maru.bootstrap.testing.ServerProcess;

/** A server process that can be asked for its figures: the console's, and those of its JVM. */
final class ServerGauge implements Closeable {
    private final ServerProcess process;
    private final JMXConnector connector;
    private final MemoryMXBean memory;
    private final com.sun.management.OperatingSystemMXBean system;
    private final MBeanServerConnection connection;

    @SuppressWarnings("BanJNDI") // to a process of this machine that was started just now
    private ServerGauge(ServerProcess process, int managementPort) throws IOException {
        this.process = process;
        connector = JMXConnectorFactory.connect(
                new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + managementPort + "/jmxrmi"));
        connection = connector.getMBeanServerConnection();
        memory = ManagementFactory.getPlatformMXBean(connection, MemoryMXBean.class);
        system = ManagementFactory.getPlatformMXBean(connection, com.sun.management.OperatingSystemMXBean.class);
    }

    /** Starts a server on any free port. */
    static ServerGauge start(Path folder, String heap, String store, String... options) throws IOException {
        int port = freePort();
        ServerProcess process = new ServerLaunch(folder)
                .jvm(
                        heap,
                        "-Djava.rmi.server.hostname=127.0.0.1",
                        "-Dcom.sun.management.jmxremote.host=127.0.0.1",
                        "-Dcom.sun.management.jmxremote.port=" + port,
                        "-Dcom.sun.management.jmxremote.rmi.port=" + port,
                        "-Dcom.sun.management.jmxremote.authenticate=false",
                        "-Dcom.sun.management.jmxremote.ssl=false")
                .start(store, options);
        try {
            return new ServerGauge(process, port);
        } catch (IOException e) {
            process.close();
            throw e;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    ServerProcess process() {
        return process;
    }

    int port() {
        return process.port();
    }

    /** Bytes that are in use, of the heap after a collection, and of buffers outside of it. */
    long memoryInUse() throws IOException {
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed() + directBytes();
    }

    private long directBytes() throws IOException {
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(connection, BufferPoolMXBean.class)) {
            if (pool.getName().equals("direct")) {
                return pool.getMemoryUsed();
            }
        }
        throw new IOException("there is no pool of direct buffers");
    }

    /** What the process has computed so far, in milliseconds. */
    long processorMillis() {
        return system.getProcessCpuTime() / 1_000_000;
    }

    /** Types a line on the console; returns what it answers. */
    synchronized List<String> type(String line) throws IOException {
        process.type(line);
        process.type("no-such-command");
        List<String> answer = new ArrayList<>();
        for (String next = process.outputLine(); !next.startsWith("!"); next = process.outputLine()) {
            answer.add(next);
        }
        return answer;
    }

    /** What {@code stats} shows. */
    Map<String, Long> figures() throws IOException {
        Map<String, Long> figures = new HashMap<>();
        for (String line : type("stats")) {
            String[] words = line.trim().split("\\s+", -1);
            figures.put(words[0], Long.parseLong(words[1]));
        }
        return figures;
    }

    /** How many bytes wait for each client, by the user's name, or {@code -}. */
    Map<String, Long> waiting() throws IOException {
        Map<String, Long> waiting = new HashMap<>();
        List<String> rows = type("clients");
        for (String row : rows.subList(Math.min(2, rows.size()), rows.size())) {
            String[] words = row.trim().split("\\s+", -1);
            waiting.put(words[1], Long.parseLong(words[words.length - 1]));
        }
        return waiting;
    }

    /** One figure of {@code stats}. */
    long figure(String name) throws IOException {
        Long figure = figures().get(name);
        if (figure == null) {
            throw new IOException("there is no figure " + name);
        }
        return figure;
    }

    @Override
    public void close() throws IOException {
        try {
            connector.close();
        } finally {
            process.close();
        }
    }
}
