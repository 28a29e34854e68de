package maru.adapter.persistence.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import maru.adapter.persistence.Durability;
import maru.adapter.persistence.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the database and its log before SQLite opens them. A single bit that flipped is put right, anywhere; where more
 * is wrong the file is refused, since SQLite might find less in it and say nothing. Costs one read of the whole file.
 */
final class StoreCheck {
    static final String ADVICE = "put the last backup in its place";

    private static final Logger LOG = LoggerFactory.getLogger(StoreCheck.class);

    private final Path file;
    private final Durability durability;

    private StoreCheck(Path file, Durability durability) {
        this.file = file;
        this.durability = durability;
    }

    /**
     * Sees to it that a file is sound and has sums. Nobody has it open.
     *
     * @throws StoreException if it is damaged, or not Maru's
     */
    static void run(Path file, Durability durability) throws SQLException, StoreException {
        try {
            new StoreCheck(file, durability).run();
        } catch (IOException e) {
            throw new StoreException(StoreFiles.sentence("it can't be checked", e), e);
        }
    }

    private void run() throws IOException, SQLException, StoreException {
        try (PageSums sums = PageSums.open(file)) {
            LogCheck log = LogCheck.of(file, sums != null && sums.isOfThisMachine());
            if (sums != null && isSound(sums, log)) {
                sums.note(PageSums.State.AROUND, 0);
                return;
            }
        }
        takeOver();
    }

    /** Returns whether all pages are as their sums say; false where somebody else has written to the file since. */
    private boolean isSound(PageSums sums, LogCheck log) throws IOException, StoreException {
        requireOwnLog(sums, log);
        PageCheck pages = PageCheck.of(file, sums, log);
        if (pages.isSound()) {
            requireLog(sums, log);
            return true;
        }
        if (isFromElsewhere(sums, log)) {
            LOG.warn("store_changed file={}: it is not as this server left it", file);
            return false;
        }
        throw new StoreException(pages.damage() + ": " + ADVICE
                + ", or, if another program has changed the file, remove " + PageSums.of(file));
    }

    private void requireOwnLog(PageSums sums, LogCheck log) throws IOException, StoreException {
        boolean isOther = switch (sums.state()) {
            case AROUND -> false;
            case OPEN -> log.hasHeader() && !isSameOrNext(sums.salts(), log.salts());
            case CLOSED -> log.hasCommits() && sums.changed() == changed(file);
        };
        if (isOther) {
            throw new StoreException(
                    LogFormat.of(file) + " is not of this state of the database, but of another: move it" + " away, or "
                            + ADVICE + ", or, if another program wrote it last, remove " + PageSums.of(file));
        }
    }

    private static boolean isSameOrNext(long salts, long found) {
        return found == salts || (int) (found >>> Integer.SIZE) == (int) (salts >>> Integer.SIZE) + 1;
    }

    /** Whose log is gone, and not because it was taken over, has lost what was in it. */
    private void requireLog(PageSums sums, LogCheck log) throws StoreException {
        if (sums.state() == PageSums.State.OPEN && !log.hasHeader()) {
            throw new StoreException(
                    LogFormat.of(file) + " is missing or cut, and with it what was written last: put it" + " back, or "
                            + ADVICE + ", or, to go on without, remove " + PageSums.of(file));
        }
    }

    /** A copy that was put in its place, or another program that wrote to it. */
    private boolean isFromElsewhere(PageSums sums, LogCheck log) throws IOException {
        return sums.state() == PageSums.State.CLOSED ? sums.changed() != changed(file) : !log.hasHeader();
    }

    static long changed(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toMillis();
    }

    /** A file of which nothing is known: SQLite's own check has to do. */
    private void takeOver() throws IOException, SQLException, StoreException {
        Files.deleteIfExists(PageSums.of(file));
        boolean isNew = Files.size(file) == 0;
        boolean isInOneFile;
        try (SqliteFile opened = new SqliteFile(file, durability)) {
            String damage = isNew ? null : opened.findDamage();
            if (damage != null) {
                throw new StoreException("it is damaged, " + damage + ": " + ADVICE);
            }
            isInOneFile = opened.checkpoint();
        }
        if (isInOneFile) {
            reckon();
        } else {
            LOG.warn("store_without_sums file={}: somebody reads it, the next start tries again", file);
        }
    }

    private void reckon() throws IOException {
        PageSums sums = PageCheck.reckon(file);
        try (sums) {
            sums.note(PageSums.State.AROUND, 0);
        }
        StoreFiles.syncDirectory(file);
    }
}
