package maru.bootstrap.testing;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * What another JVM takes of the machine, seen from outside. It is asked over JMX, which gives it a few threads and
 * descriptors; they are there from the first question on.
 */
public final class ProcessFigures implements Closeable {
    /** Launch with it to have {@link #directBytes}. */
    public static final String NATIVE_MEMORY = "-XX:NativeMemoryTracking=summary";

    private static final Pattern OTHER = Pattern.compile("Other \\(reserved=\\d+KB, committed=(\\d+)KB\\)");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final List<String> OWN_THREADS = List.of("RMI ", "JMX ", "Attach ", "GC Daemon");

    private final Path proc;
    private final JMXConnector connector;
    private final MBeanServerConnection beans;

    @SuppressWarnings("BanJNDI") // the process is a child of this one
    public ProcessFigures(long pid) throws IOException {
        proc = Path.of("/proc", Long.toString(pid));
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            String address = machine.startLocalManagementAgent();
            machine.detach();
            connector = JMXConnectorFactory.connect(new JMXServiceURL(address));
            beans = connector.getMBeanServerConnection();
        } catch (AttachNotSupportedException e) {
            throw new IOException(e);
        }
    }

    /** Bytes of the heap that were in use when everything that can be collected had just been. */
    public long heapAfterCollection() throws IOException {
        ManagementFactory.newPlatformMXBeanProxy(beans, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class)
                .gc();
        long bytes = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getPlatformMXBeans(beans, MemoryPoolMXBean.class)) {
            if (pool.getType() == MemoryType.HEAP) {
                bytes += pool.getCollectionUsage().getUsed();
            }
        }
        return bytes;
    }

    /** Bytes outside of the heap that Java code allocated, buffers above all. */
    public long directBytes() throws IOException {
        try {
            Object summary = beans.invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "vmNativeMemory",
                    new Object[] {new String[] {"summary"}},
                    new String[] {String[].class.getName()});
            return number(OTHER, summary.toString()) << 10;
        } catch (JMException e) {
            throw new IOException(e);
        }
    }

    /** What the system has of the process in memory. */
    public long residentBytes() throws IOException {
        return number(RESIDENT, Files.readString(proc.resolve("status"))) << 10;
    }

    public long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(proc.resolve("fd"))) {
            return open.count();
        }
    }

    /** Names of the threads that run Java code, in order, those of the questions asked here left out. */
    public List<String> threads() throws IOException {
        ThreadMXBean threads = ManagementFactory.newPlatformMXBeanProxy(
                beans, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
        return Stream.of(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(Objects::nonNull)
                .map(ThreadInfo::getThreadName)
                .filter(name -> OWN_THREADS.stream().noneMatch(name::startsWith))
                .sorted()
                .toList();
    }

    /** Seconds of processors that the process has had. */
    public double processorSeconds() {
        return ProcessHandle.of(Long.parseLong(proc.getFileName().toString()))
                        .flatMap(handle -> handle.info().totalCpuDuration())
                        .orElseThrow()
                        .toMillis()
                / 1e3;
    }

    /** Of a file that need not be there: 0 then. */
    public static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As people read it. */
    public static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / 1048576.0);
    }

    private static long number(Pattern pattern, String text) throws IOException {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new IOException("no " + pattern + " in " + text);
        }
        return Long.parseLong(found.group(1));
    }

    /** The process may have ended by now. */
    @Override
    @SuppressWarnings("EmptyCatch")
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            // nobody is there to say goodbye to
        }
    }
}
