package maru.adapter.persistence.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import maru.adapter.persistence.StoreException;

/** What has to be done to files apart from SQL. */
final class StoreFiles {
    private static final FileAttribute<?>[] OWNER_ONLY = {
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };

    private StoreFiles() {}

    /**
     * SQLite would say that it can't open the file, and nothing else.
     *
     * @throws StoreException if there is no directory for the file
     */
    static void requireDirectory(Path file) throws StoreException {
        if (!Files.isDirectory(directory(file))) {
            throw new StoreException("can't open " + file + ": there is no directory " + directory(file));
        }
    }

    /**
     * Makes the database's file if it is not there, for nobody but the owner: SQLite would make it with the process's
     * mask, and gives the files beside it the mode of this one. Its name is on disk before anything is in it.
     */
    static void prepare(Path file) throws StoreException {
        try {
            Files.createFile(file, ownerOnly(file));
            syncDirectory(file);
        } catch (FileAlreadyExistsException e) {
            requireReadable(file);
        } catch (IOException e) {
            throw new StoreException(sentence("it can't be made", e), e);
        }
    }

    private static void requireReadable(Path file) throws StoreException {
        if (!Files.isRegularFile(file)) {
            throw new StoreException("it is no file");
        }
        if (!Files.isReadable(file) || !Files.isWritable(file)) {
            throw new StoreException("permission denied");
        }
    }

    /** Attributes of a file for its owner alone; none where the file system knows no such thing. */
    static FileAttribute<?>[] ownerOnly(Path file) {
        boolean isPosix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return isPosix ? OWNER_ONLY.clone() : new FileAttribute<?>[0];
    }

    static Path directory(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    /** What is in the file is on disk afterwards. Not while SQLite has it open: closing it here would drop SQLite's locks. */
    static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** The file's name is on disk afterwards. */
    static void syncDirectory(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(directory(file), StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** What failed and why: the messages of Java's exceptions for these are a path alone. */
    static String sentence(String what, IOException why) {
        if (why instanceof AccessDeniedException) {
            return what + ": permission denied";
        }
        if (why instanceof NoSuchFileException) {
            return what + ": no such file or directory";
        }
        return what + ": " + why.getMessage();
    }
}
