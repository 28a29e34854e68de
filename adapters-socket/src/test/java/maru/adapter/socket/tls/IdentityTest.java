package maru.adapter.socket.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import maru.adapter.socket.testing.TestIdentity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class IdentityTest {
    @TempDir
    private Path folder;

    private Path certificate;
    private Path key;

    @BeforeEach
    void writeBoth() {
        certificate = TestIdentity.FIRST.certificateTo(folder.resolve("crt"));
        key = TestIdentity.FIRST.keyTo(folder.resolve("key"));
    }

    @ParameterizedTest
    @EnumSource(
            value = TestIdentity.class,
            names = {"FIRST", "RSA"})
    void readsCertificateAndKeyOfOneFileWithTextBetween(TestIdentity identity) throws Exception {
        identity.certificateTo(certificate);
        identity.keyTo(key);
        Files.writeString(
                certificate,
                "subject=…\r\n" + Files.readString(certificate).replace("\n", "\r\n") + Files.readString(key));
        assertEquals(1, Identity.read(certificate, certificate).chain().size());
    }

    @Test
    void readsAChainInItsOrder() throws Exception {
        String own = Files.readString(certificate);
        TestIdentity.SECOND.certificateTo(certificate);
        Files.writeString(certificate, own + Files.readString(certificate));
        Identity identity = Identity.read(certificate, key);
        assertEquals(2, identity.chain().size());
        assertEquals(
                "CN=first.example", identity.own().getSubjectX500Principal().getName());
    }

    @Test
    void refusesAKeyOfAnotherCertificate() {
        TestIdentity.SECOND.keyTo(key);
        assertEquals("the key in KEY is not that of the first certificate in CRT", refusal());
    }

    @Test
    void refusesAKeyOfAnotherKind() throws IOException {
        TestIdentity.RSA.keyTo(key);
        assertEquals(
                "the key in KEY can't be read as one of EC, which the certificate has",
                refusal().replaceFirst(": .*", ""));
    }

    @Test
    void refusesACertificateOfAnotherKind() {
        TestIdentity.ED25519.certificateTo(certificate);
        TestIdentity.ED25519.keyTo(key);
        assertEquals("CRT has a key of EdDSA: one of RSA or EC is expected", refusal());
    }

    @Test
    void refusesFilesThatAreNotThere() throws IOException {
        Files.delete(key);
        assertEquals("KEY can't be read: there is no such file", refusal());
        Files.delete(certificate);
        assertEquals("CRT can't be read: there is no such file", refusal());
        Files.createDirectory(certificate);
        assertEquals("CRT can't be read: Is a directory", refusal());
    }

    @Test
    void refusesFilesWithoutWhatTheyShouldHave() throws IOException {
        String pem = Files.readString(key);
        Files.writeString(key, "");
        assertEquals("KEY has no key: a file in PEM is expected, with -----BEGIN PRIVATE KEY-----", refusal());
        Files.writeString(certificate, pem);
        assertEquals("CRT has no certificate: a file in PEM is expected, with -----BEGIN CERTIFICATE-----", refusal());
        Files.write(certificate, new byte[2 << 20]);
        assertEquals("CRT is no file in PEM: it has more than 1048576 bytes", refusal());
    }

    @Test
    void refusesDamagedFiles() throws IOException {
        Files.writeString(key, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        assertEquals(
                "the key in KEY can't be read as one of EC, which the certificate has",
                refusal().replaceFirst(": .*", ""));
        Files.writeString(key, "-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----\n");
        assertEquals("KEY is damaged: what stands in PRIVATE KEY is no Base64", refusal());
        Files.writeString(certificate, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        assertEquals("a certificate in CRT can't be read", refusal().replaceFirst(": .*", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RSA PRIVATE KEY | KEY is in an older format, and PKCS#8 is expected: openssl pkcs8 -topk8 -nocrypt -in KEY"
                        + " -out NEW makes a file in that",
                "EC PRIVATE KEY | KEY is in an older format, and PKCS#8 is expected: openssl pkcs8 -topk8 -nocrypt -in KEY"
                        + " -out NEW makes a file in that",
                "ENCRYPTED PRIVATE KEY | KEY is encrypted, and nobody is there to type its password: openssl pkey -in KEY"
                        + " -out NEW makes a file that is not"
            })
    void saysHowAKeyOfAnotherFormatIsConverted(String label, String sentence) throws IOException {
        Files.writeString(
                key,
                "-----BEGIN EC PARAMETERS-----\nAAAA\n-----END EC PARAMETERS-----\n-----BEGIN " + label
                        + "-----\nAAAA\n-----END " + label + "-----\n");
        assertEquals(sentence, refusal());
    }

    private String refusal() {
        String sentence = assertThrows(TlsException.class, () -> Identity.read(certificate, key))
                .getMessage();
        return sentence.replace(key.toString(), "KEY").replace(certificate.toString(), "CRT");
    }
}
