package maru.bootstrap.security.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import maru.adapter.socket.testing.TestIdentity;
import maru.adapter.socket.testing.TlsSockets;
import maru.bootstrap.testing.FrameClient;
import maru.bootstrap.testing.InheritedSignals;
import maru.bootstrap.testing.ServerLaunch;
import maru.bootstrap.testing.ServerProcess;
import maru.bootstrap.testing.Statistics;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The process with a certificate: what it serves, what it says, when it reads the certificate again. */
class TlsServerTest {
    private static final String PASSWORD = "secret-secret";

    @TempDir
    private Path folder;

    private Path certificate;
    private Path key;
    private Log log;

    @BeforeEach
    void writeIdentity() throws IOException {
        certificate = TestIdentity.FIRST.certificateTo(folder.resolve("fullchain.pem"));
        key = TestIdentity.FIRST.keyTo(folder.resolve("privkey.pem"));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        log = new Log(folder);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void servesBothProtocolsAndDialectsBesideClientsWithoutTls(boolean byJdk) throws Exception {
        ServerLaunch launch = new ServerLaunch(folder).jvm("-Dio.netty.handler.ssl.noOpenSsl=" + byJdk);
        try (ServerProcess server = start(launch);
                FrameClient newest = secured(server, "TLSv1.3");
                FrameClient older = secured(server, "TLSv1.2");
                FrameClient plain = server.connect();
                SSLSocket person = TlsSockets.connect(server.port())) {
            assertEquals("ok<>", newest.ask("put<a,1>"));
            assertEquals("value<1>", older.ask("get<a>"));
            assertEquals("value<1>", plain.ask("get<a>"));
            person.getOutputStream().write("alice\n".getBytes(StandardCharsets.UTF_8));
            byte[] greeting = person.getInputStream().readNBytes(5);
            assertEquals("alice", new String(greeting, StandardCharsets.UTF_8));
            Statistics statistics = Statistics.of(server);
            assertEquals(3, statistics.figure("tls.handshakes"));
            assertEquals(0, statistics.figure("tls.failed"));
            server.type("clients");
            StringBuilder table = new StringBuilder();
            for (int row = 0; row < 6; row++) {
                table.append(server.outputLine().replaceAll(" +", " ")).append('\n');
            }
            assertTrue(table.toString().contains(" frames+tls "), table::toString);
            assertTrue(table.toString().contains(" frames "), table::toString);
            assertTrue(
                    table.toString().contains(" alice 127.0.0.1:" + person.getLocalPort() + " lines+tls "),
                    table::toString);
            assertEquals(byJdk, log.text().contains(" tls_by_jdk "), log.text());
            log.await(" tls_certificate_loaded subject=CN=first.example expires=2126-", 1);
        }
    }

    @Test
    void closesClientsWithoutTlsWhereOnlyThatIsTaken() throws Exception {
        try (ServerProcess server = start(new ServerLaunch(folder), "--tls-only");
                FrameClient plain = server.connect();
                FrameClient secured = secured(server)) {
            assertEquals("", plain.send("put<a,1>").rest());
            assertEquals("none<>", secured.ask("get<a>"));
        }
    }

    @Test
    void readsTheCertificateAgainOnHangup() throws Exception {
        InheritedSignals.assumeNotIgnored(InheritedSignals.HUP);
        try (ServerProcess server = start(new ServerLaunch(folder));
                SSLSocket first = TlsSockets.connect(server.port());
                FrameClient before = new FrameClient(first)) {
            assertEquals("pong<>", before.ask("ping<>"));
            TestIdentity.SECOND.certificateTo(certificate);
            server.signal("HUP");
            log.await(" tls_certificate_not_loaded the one before stays; why=the key in ", 1);
            assertEquals("CN=first.example", subject(server));
            TestIdentity.SECOND.keyTo(key);
            server.signal("HUP");
            log.await(" tls_certificate_loaded subject=CN=second.example ", 1);
            assertEquals("CN=second.example", subject(server));
            assertEquals("pong<>", before.ask("ping<>"));
            Files.delete(key);
            server.signal("HUP");
            log.await(" tls_certificate_not_loaded ", 2);
            assertEquals("CN=second.example", subject(server));
        }
    }

    @Test
    void goesOnAfterAHangupWhereThereIsNoCertificate() throws Exception {
        InheritedSignals.assumeNotIgnored(InheritedSignals.HUP);
        try (ServerProcess server = ServerProcess.start(folder, "mem");
                FrameClient client = server.connect()) {
            assertEquals("pong<>", client.ask("ping<>"));
            server.signal("HUP");
            log.await(" hangup_ignored ", 1);
            assertEquals("pong<>", client.ask("ping<>"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void saysByeWithinTlsWhenItStops(String protocol) throws Exception {
        try (ServerProcess server = start(new ServerLaunch(folder));
                TlsSockets.RecordSocket socket = TlsSockets.recording(server.port());
                FrameClient client = new FrameClient(TlsSockets.within(socket, protocol))) {
            assertEquals("pong<>", client.ask("ping<>"));
            server.terminate();
            assertEquals("bye<shutting-down,2000,the server is stopping>", client.rest());
            assertEquals(protocol.equals("TLSv1.2") ? 21 : 23, socket.lastRecordType(), "an alert, which 1.3 hides");
            assertEquals(0, server.awaitExit());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void closesWhoDoesNotReadAndSaysByeBehindAWholeFrame(String protocol) throws Exception {
        try (ServerProcess server = start(new ServerLaunch(folder), "--max-pending", "64k");
                FrameClient slow = secured(server, protocol);
                FrameClient writer = secured(server, protocol)) {
            assertEquals("watch<0>", slow.ask("watch<>"));
            String value = "x".repeat(50_000);
            int puts = 0;
            long notYet = System.nanoTime();
            while (Statistics.of(server).figure("clients.slow") == 0) {
                notYet = System.nanoTime();
                for (int more = 0; more < 10; more++) {
                    assertEquals("ok<>", writer.ask("put<k" + puts++ % 7 + "," + value + ">"));
                }
                assertTrue(puts < 2_000, "nobody is slow");
            }
            String[] frames = slow.rest().split(">", -1);
            boolean readsInTime = System.nanoTime() - notYet < 1_500_000_000L; // of the 2 s that there are for a bye
            for (int at = 0; at < frames.length - 2; at++) {
                assertTrue(frames[at].matches("changed<k\\d,\\d+," + value), "frame " + at + " is not whole");
            }
            assertTrue(frames.length < puts, frames.length + " of " + puts);
            assertEquals("", frames[frames.length - 1], "a frame that is not whole");
            assertTrue(
                    !readsInTime || frames[frames.length - 2].startsWith("bye<slow,1000,"), frames[frames.length - 2]);
        }
    }

    @Test
    void saysInOneSentenceWhyItCantStart() throws Exception {
        Path other = TestIdentity.SECOND.keyTo(folder.resolve("other.pem"));
        assertEquals(
                "Maru can't start: the key in " + other + " is not that of the first certificate in " + certificate,
                complaint(other));
        assertEquals(
                "Maru can't start: " + folder.resolve("none.pem") + " can't be read: there is no such file",
                complaint(folder.resolve("none.pem")));
    }

    @Test
    void warnsOfAnOpenKeyAndOfACertificateThatExpiresSoon() throws Exception {
        makeIdentity(10);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        try (ServerProcess server = start(new ServerLaunch(folder))) {
            log.await(" tls_key_not_private file=" + key, 1);
            log.await(" tls_certificate_expires at=", 1);
            log.await(" days=9\n", 1);
            assertEquals("CN=soon.example", subject(server));
        }
    }

    /** By the JDK's own tool, as valid for so many days from now. */
    private void makeIdentity(int days) throws Exception {
        Path store = folder.resolve("store.p12");
        Process tool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "maru",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=soon.example",
                        "-validity",
                        Integer.toString(days),
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertTrue(tool.waitFor(30, TimeUnit.SECONDS));
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        Files.writeString(
                certificate, pem("CERTIFICATE", keys.getCertificate("maru").getEncoded()));
        Files.writeString(
                key,
                pem("PRIVATE KEY", keys.getKey("maru", PASSWORD.toCharArray()).getEncoded()));
    }

    private static String pem(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + label
                + "-----\n";
    }

    private String complaint(Path otherKey) throws Exception {
        try (ServerProcess server = ServerProcess.launch(
                folder, "mem", "--port", "0", "--tls-cert", certificate.toString(), "--tls-key", otherKey.toString())) {
            assertEquals(1, server.awaitExit());
            List<String> lines = server.errors().lines().toList(); // a start that takes long shows the log before
            return lines.get(lines.size() - 1);
        }
    }

    private static String subject(ServerProcess server) throws IOException {
        try (SSLSocket client = TlsSockets.connect(server.port())) {
            X509Certificate shown = (X509Certificate) client.getSession().getPeerCertificates()[0];
            return shown.getSubjectX500Principal().getName();
        }
    }

    private static FrameClient secured(ServerProcess server, String... protocols) throws IOException {
        return new FrameClient(TlsSockets.connect(server.port(), protocols));
    }

    private ServerProcess start(ServerLaunch launch, String... more) throws IOException {
        String[] options = new String[4 + more.length];
        options[0] = "--tls-cert";
        options[1] = certificate.toString();
        options[2] = "--tls-key";
        options[3] = key.toString();
        System.arraycopy(more, 0, options, 4, more.length);
        return launch.start("mem", options);
    }
}
