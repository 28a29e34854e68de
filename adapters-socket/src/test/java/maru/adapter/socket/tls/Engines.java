package maru.adapter.socket.tls;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import java.nio.file.Path;
import java.time.Clock;
import maru.adapter.socket.testing.TestIdentity;

/** What TLS is done by. */
public enum Engines {
    BORING_SSL(SslProvider.OPENSSL_REFCNT),
    JDK(SslProvider.JDK);

    private final SslProvider provider;

    Engines(SslProvider provider) {
        this.provider = provider;
    }

    /** TLS under that certificate, whose files are written to that folder. */
    public Tls load(Path folder, TestIdentity identity, boolean only) throws TlsException {
        return load(
                new TlsOptions(
                        identity.certificateTo(folder.resolve("crt")), identity.keyTo(folder.resolve("key")), only),
                Clock.systemUTC());
    }

    Tls load(TlsOptions options, Clock clock) throws TlsException {
        assumeTrue(this == JDK || OpenSsl.isAvailable(), "there is no BoringSSL for this system");
        return Tls.load(options, provider, 1, clock);
    }
}
