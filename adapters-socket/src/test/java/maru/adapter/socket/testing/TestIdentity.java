package maru.adapter.socket.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Objects;

/** A certificate of a test, signed by itself, and its key: secret to nobody, valid until 2126. */
public enum TestIdentity {
    /** P-256, of {@code first.example}. */
    FIRST,
    /** P-256, of {@code second.example}. */
    SECOND,
    /** RSA with 2,048 bits. */
    RSA,
    /** Of a kind that the server does not take. */
    ED25519;

    /** Writes it there, over what there is. Returns the file. */
    public Path certificateTo(Path file) {
        return copy("crt", file);
    }

    /** Writes its key there, over what there is. Returns the file. */
    public Path keyTo(Path file) {
        return copy("key", file);
    }

    private Path copy(String kind, Path file) {
        String name = name().toLowerCase(Locale.ROOT) + "." + kind;
        try (InputStream in = TestIdentity.class.getResourceAsStream(name)) {
            Files.copy(Objects.requireNonNull(in, name), file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
