package maru.adapter.socket.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One block of a file in PEM. */
final class Pem {
    private static final long MOST_BYTES = 1 << 20;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s([^-]*+)-----END \\1-----", Pattern.DOTALL);

    private final String label;
    private final byte[] content;

    private Pem(String label, byte[] content) {
        this.label = label;
        this.content = content;
    }

    /** As in {@code -----BEGIN label-----}. */
    String label() {
        return label;
    }

    InputStream content() {
        return new ByteArrayInputStream(content);
    }

    PKCS8EncodedKeySpec key() {
        return new PKCS8EncodedKeySpec(content);
    }

    /** All blocks of a file, whatever stands between them. */
    static List<Pem> read(Path file) throws TlsException {
        List<Pem> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text(file));
        while (matcher.find()) {
            try {
                blocks.add(new Pem(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2))));
            } catch (IllegalArgumentException e) {
                throw new TlsException(file + " is damaged: what stands in " + matcher.group(1) + " is no Base64");
            }
        }
        return blocks;
    }

    private static String text(Path file) throws TlsException {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new TlsException(file + " is no file in PEM: it has more than " + MOST_BYTES + " bytes");
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new TlsException(file + " can't be read: there is no such file");
        } catch (AccessDeniedException e) {
            throw new TlsException(file + " can't be read: that is not allowed");
        } catch (IOException e) {
            throw new TlsException(file + " can't be read: " + e.getMessage());
        }
    }
}
