package maru.adapter.socket.tls;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;
import maru.application.port.out.StatisticsSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS 1.2 and 1.3 under one certificate at a time: keys by ECDHE, ciphers that authenticate what they encrypt, no
 * renegotiation, no compression, no data before the handshake is done. By BoringSSL where Netty has it (Linux on x86-64
 * and ARM64, glibc), else by the JDK. A handshake takes 324 µs of the processor with the one and 1,200 with the other
 * (P-256; RSA 2048: 850 and 1,569), a request 0.49 and 1.00 (64 at a time, 1,000 bytes each; without TLS 0.24; measured
 * 2026-11-21, 2-core VM).
 *
 * <p>What the private key is needed for is done by threads {@code tls-1 … tls-n}, not by the event loops. From any thread.
 */
public final class Tls implements StatisticsSource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Tls.class);
    private static final int HANDSHAKE_RECORD = 0x16;
    private static final Duration SOON = Duration.ofDays(14);
    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");
    private static final List<String> SUITES = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private final TlsOptions options;
    private final SslProvider provider;
    private final Clock clock;
    private final ThreadPoolExecutor tasks;
    private final AtomicLong handshakes = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    @GuardedBy("this") private SslContext context;

    @GuardedBy("this") private boolean closed;

    private volatile Instant expires;

    private Tls(TlsOptions options, SslProvider provider, int threads, Clock clock) throws TlsException {
        this.options = options;
        this.provider = provider;
        this.clock = clock;
        Identity identity = Identity.read(options.certificate(), options.key());
        context = context(identity);
        expires = identity.expires();
        tasks = new ThreadPoolExecutor(
                threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new TlsThreads());
        loaded(identity);
    }

    /**
     * Reads the certificate and its key. Blocks.
     *
     * @param threads how many are to do what the private key is needed for
     * @param clock by which a certificate expires
     * @throws TlsException if they can't be read, or don't go together
     */
    public static Tls load(TlsOptions options, int threads, Clock clock) throws TlsException {
        boolean byBoringSsl = OpenSsl.isAvailable();
        if (!byBoringSsl) {
            LOG.info("tls_by_jdk why={}", String.valueOf(OpenSsl.unavailabilityCause()));
        }
        return load(options, byBoringSsl ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK, threads, clock);
    }

    static Tls load(TlsOptions options, SslProvider provider, int threads, Clock clock) throws TlsException {
        if (provider == SslProvider.JDK) {
            System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
        }
        return new Tls(options, provider, threads, clock);
    }

    /** Whether that can be how TLS begins. There is at least one byte. */
    public static boolean isHello(ByteBuf first) {
        return first.getByte(first.readerIndex()) == HANDSHAKE_RECORD;
    }

    /** Whether clients without TLS are closed. */
    public boolean isOnly() {
        return options.only();
    }

    /** What a connection that begins now goes through, under the certificate that was loaded last. */
    public synchronized ChannelHandler newHandler(ByteBufAllocator allocator) {
        return new TlsHandler(context.newEngine(allocator), tasks);
    }

    /**
     * Reads the files again, for connections that begin from now on. Where that can't be done the log says so, and it all
     * stays as it was. Blocks.
     */
    public void reload() {
        try {
            Identity identity = Identity.read(options.certificate(), options.key());
            replace(context(identity));
            expires = identity.expires();
            loaded(identity);
        } catch (TlsException e) {
            LOG.error("tls_certificate_not_loaded the one before stays; why={}", e.getMessage());
        }
    }

    private synchronized void replace(SslContext next) {
        ReferenceCountUtil.release(closed ? next : context);
        context = closed ? context : next;
    }

    private SslContext context(Identity identity) throws TlsException {
        try {
            SslContextBuilder builder = SslContextBuilder.forServer(
                            identity.key(), identity.chain().toArray(X509Certificate[]::new))
                    .sslProvider(provider)
                    .protocols(PROTOCOLS)
                    .ciphers(SUITES, SupportedCipherSuiteFilter.INSTANCE);
            if (provider != SslProvider.JDK) {
                builder.option(OpenSslContextOption.USE_TASKS, true);
            }
            return builder.build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new TlsException("the certificate in " + options.certificate() + " can't be used: " + e.getMessage());
        }
    }

    private void loaded(Identity identity) {
        LOG.info(
                "tls_certificate_loaded subject={} expires={}",
                identity.own().getSubjectX500Principal().getName(),
                identity.expires());
        warnOfExpiry();
        warnOfReaders(options.key());
    }

    /** Says so in the log if the certificate expires soon, or has. */
    public void warnOfExpiry() {
        Instant end = expires;
        if (clock.instant().plus(SOON).isAfter(end)) {
            LOG.warn(
                    "tls_certificate_expires at={} days={}",
                    end,
                    Duration.between(clock.instant(), end).toDays());
        }
    }

    private static void warnOfReaders(Path key) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(key);
            if (permissions.contains(PosixFilePermission.OTHERS_READ)) {
                LOG.warn("tls_key_not_private file={} everybody on this machine can read it: chmod o-r", key);
            }
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("tls_key_permissions_unknown why={}", e.toString());
        }
    }

    /** A handshake has ended. */
    public void count(boolean success) {
        (success ? handshakes : failed).incrementAndGet();
    }

    @Override
    public Map<String, Long> statistics() {
        return Map.of("tls.handshakes", handshakes.get(), "tls.failed", failed.get());
    }

    /** When no connection is left, and none begins. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            tasks.shutdownNow();
            ReferenceCountUtil.release(context);
        }
    }

    /** Names the threads {@code tls-1}, {@code tls-2}, … */
    private static final class TlsThreads implements ThreadFactory {
        private final AtomicInteger count = new AtomicInteger();

        @Override
        public Thread newThread(Runnable work) {
            Thread thread = new Thread(work, "tls-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        }
    }
}
