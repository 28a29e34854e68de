package maru.bootstrap.security.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import maru.adapter.socket.testing.TestIdentity;
import maru.bootstrap.testing.ServerProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What others' tools say of the server's TLS: {@code openssl s_client}, and nightly {@code testssl}. */
class TlsScanServerTest {
    private static final int SCAN_MINUTES = 15;

    /** Of a certificate that has signed itself, which only the test has. */
    private static final Set<String> OF_THE_CERTIFICATE = Set.of(
            "cert_trust",
            "cert_chain_of_trust",
            "cert_revocation",
            "cert_notAfter",
            "cert_validityPeriod",
            "cert_extlifeSpan",
            "cert_mustStapleExtension",
            "cert_subjectAltName",
            "DNS_CAArecord",
            "OCSP_stapling");

    @TempDir
    private Path folder;

    @Test
    void opensslGetsTheNewVersionsAndSuitesAndNoOthers() throws Exception {
        assumeTrue(exists("openssl"), "openssl is not installed: Debian's package openssl has it");
        try (ServerProcess server = start(TestIdentity.RSA)) {
            assertEquals("TLSv1.3", version(server, "-tls1_3"));
            assertEquals("TLSv1.2", version(server, "-tls1_2"));
            assertEquals("TLSv1.2", version(server, "-tls1_2", "-cipher", "ECDHE-RSA-AES256-GCM-SHA384"));
            assertEquals("TLSv1.2", version(server, "-tls1_2", "-cipher", "ECDHE-RSA-CHACHA20-POLY1305"));
            assertEquals("none", version(server, "-tls1_1", "-cipher", "DEFAULT:@SECLEVEL=0"));
            assertEquals("none", version(server, "-tls1", "-cipher", "DEFAULT:@SECLEVEL=0"));
            assertEquals("none", version(server, "-tls1_2", "-cipher", "ECDHE-RSA-AES128-SHA256"));
            assertEquals("none", version(server, "-tls1_2", "-cipher", "DHE-RSA-AES128-GCM-SHA256"));
            assertEquals("none", version(server, "-tls1_2", "-cipher", "kRSA"));
            assertEquals("none", version(server, "-tls1_2", "-cipher", "aNULL:eNULL:@SECLEVEL=0"));
        }
    }

    @Test
    void opensslStandsForNc() throws Exception {
        assumeTrue(exists("openssl"), "openssl is not installed: Debian's package openssl has it");
        try (ServerProcess server = start(TestIdentity.FIRST)) {
            Process client = new ProcessBuilder(
                            "openssl", "s_client", "-quiet", "-connect", "127.0.0.1:" + server.port())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            client.getOutputStream().write("put<a,1>get<a>quit<>".getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().flush();
            String answers = new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertEquals("ok<>value<1>bye<quit,-1,goodbye>", answers);
            assertTrue(client.waitFor(20, TimeUnit.SECONDS));
        }
    }

    @Tag("nightly")
    @ParameterizedTest
    @EnumSource(
            value = TestIdentity.class,
            names = {"FIRST", "RSA"})
    void testsslFindsNothing(TestIdentity identity) throws Exception {
        assumeTrue(exists("testssl"), "testssl is not installed: Debian's package testssl.sh has it");
        Path findings = folder.resolve("findings.csv");
        try (ServerProcess server = start(identity)) {
            Process scan = new ProcessBuilder(
                            "testssl",
                            "--quiet",
                            "--color",
                            "0",
                            "--warnings",
                            "batch",
                            "--nodns",
                            "none",
                            "--csvfile",
                            findings.toString(),
                            "127.0.0.1:" + server.port())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("scan.txt").toFile())
                    .start();
            try {
                assertTrue(scan.waitFor(SCAN_MINUTES, TimeUnit.MINUTES), "the scan takes too long");
            } finally {
                scan.descendants().forEach(ProcessHandle::destroyForcibly);
                scan.destroyForcibly();
            }
        }
        System.out.println(Files.readString(folder.resolve("scan.txt")));
        List<String> bad = new ArrayList<>();
        int all = 0;
        for (String line : Files.readAllLines(findings)) {
            String[] fields = line.substring(1).split("\",\"", -1);
            all++;
            if (Set.of("LOW", "MEDIUM", "HIGH", "CRITICAL", "FATAL").contains(fields[3])
                    && !OF_THE_CERTIFICATE.contains(fields[0].split(" ", 2)[0])) {
                bad.add(line);
            }
        }
        assertTrue(all > 50, all + " findings only");
        assertEquals(List.of(), bad);
    }

    private ServerProcess start(TestIdentity identity) throws IOException {
        return ServerProcess.start(
                folder,
                "mem",
                "--tls-cert",
                identity.certificateTo(folder.resolve("crt")).toString(),
                "--tls-key",
                identity.keyTo(folder.resolve("key")).toString());
    }

    /** Which version openssl and the server come to, or none. */
    private static String version(ServerProcess server, String... options) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("openssl", "s_client", "-brief", "-connect", "127.0.0.1:" + server.port()));
        command.addAll(List.of(options));
        Process client = new ProcessBuilder(command).redirectErrorStream(true).start();
        client.getOutputStream().close();
        String said = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(client.waitFor(20, TimeUnit.SECONDS));
        assertFalse(said.contains("refused") || said.contains("unknown option"), said);
        int at = said.indexOf("Protocol version: ");
        return at < 0 ? "none" : said.substring(at).split("[: \n]+", -1)[2];
    }

    private static boolean exists(String program) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(program, program.equals("openssl") ? "version" : "--help")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            return process.waitFor(30, TimeUnit.SECONDS);
        } catch (IOException e) {
            return false;
        }
    }
}
