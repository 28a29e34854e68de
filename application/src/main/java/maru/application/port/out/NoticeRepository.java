package maru.application.port.out;

import java.util.List;
import maru.application.port.Lookup;
import maru.application.port.Reply;
import maru.domain.notice.Notice;

/** The operators' notices. From any thread; never blocks. */
public interface NoticeRepository {
    /** The most that hold at a time. */
    int MAX_HOLDING = 1_000;

    /**
     * Numbers a notice, 1, 2, 3, … in all the store's lives, and keeps it as long as it holds. Answered when it is safe;
     * {@code limit} where {@link #MAX_HOLDING} hold.
     *
     * @param notice its id is of no meaning
     */
    void add(Notice notice, Reply<Notice> reply);

    /** Those that hold at this moment and are safe, in the order of their ids. */
    List<Notice> holding();

    /** Keeps it no longer; none where there is none that holds. Answered when that is safe. */
    void remove(long id, Lookup<Notice> reply);
}
