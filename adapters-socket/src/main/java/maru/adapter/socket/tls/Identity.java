package maru.adapter.socket.tls;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Who the server is: its certificate, those behind it, and its key.
 *
 * @param chain the server's own first
 */
record Identity(List<X509Certificate> chain, PrivateKey key) {
    private static final byte[] SAMPLE = {'m', 'a', 'r', 'u'};

    Identity {
        chain = List.copyOf(chain);
    }

    /** Reads both files. Blocks. */
    static Identity read(Path certificate, Path key) throws TlsException {
        List<X509Certificate> chain = certificates(certificate);
        PublicKey known = chain.get(0).getPublicKey();
        String kind = known.getAlgorithm();
        if (!kind.equals("RSA") && !kind.equals("EC")) {
            throw new TlsException(certificate + " has a key of " + kind + ": one of RSA or EC is expected");
        }
        PrivateKey secret = key(key, kind);
        if (!matches(secret, known)) {
            throw new TlsException("the key in " + key + " is not that of the first certificate in " + certificate);
        }
        return new Identity(chain, secret);
    }

    private static List<X509Certificate> certificates(Path file) throws TlsException {
        List<X509Certificate> chain = new ArrayList<>();
        for (Pem block : Pem.read(file)) {
            if (block.label().equals("CERTIFICATE")) {
                chain.add(certificate(file, block));
            }
        }
        if (chain.isEmpty()) {
            throw new TlsException(
                    file + " has no certificate: a file in PEM is expected, with -----BEGIN CERTIFICATE-----");
        }
        return chain;
    }

    private static X509Certificate certificate(Path file, Pem block) throws TlsException {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(block.content());
        } catch (CertificateException e) {
            throw new TlsException("a certificate in " + file + " can't be read: " + e.getMessage());
        }
    }

    private static PrivateKey key(Path file, String kind) throws TlsException {
        for (Pem block : Pem.read(file)) {
            switch (block.label()) {
                case "PRIVATE KEY" -> {
                    return decoded(file, block, kind);
                }
                case "RSA PRIVATE KEY", "EC PRIVATE KEY" ->
                    throw new TlsException(file + " is in an older format, and PKCS#8 is expected: openssl pkcs8 -topk8"
                            + " -nocrypt -in " + file + " -out NEW makes a file in that");
                case "ENCRYPTED PRIVATE KEY" ->
                    throw new TlsException(
                            file + " is encrypted, and nobody is there to type its password: openssl pkey" + " -in "
                                    + file + " -out NEW makes a file that is not");
                default -> {}
            }
        }
        throw new TlsException(file + " has no key: a file in PEM is expected, with -----BEGIN PRIVATE KEY-----");
    }

    private static PrivateKey decoded(Path file, Pem block, String kind) throws TlsException {
        try {
            return KeyFactory.getInstance(kind).generatePrivate(block.key());
        } catch (GeneralSecurityException e) {
            throw new TlsException("the key in " + file + " can't be read as one of " + kind
                    + ", which the certificate has: " + e.getMessage());
        }
    }

    private static boolean matches(PrivateKey secret, PublicKey known) {
        try {
            Signature signature =
                    Signature.getInstance("SHA256with" + (known.getAlgorithm().equals("EC") ? "ECDSA" : "RSA"));
            signature.initSign(secret);
            signature.update(SAMPLE);
            byte[] signed = signature.sign();
            signature.initVerify(known);
            signature.update(SAMPLE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    X509Certificate own() {
        return chain.get(0);
    }

    /** When the first of the chain is no longer valid. */
    Instant expires() {
        return chain.stream()
                .map(each -> each.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
    }
}
