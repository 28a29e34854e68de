package maru.application.port.in;

import java.util.List;
import maru.application.port.Lookup;
import maru.application.port.Reply;
import maru.domain.notice.Notice;

/** What operators announce. From any thread; never blocks. */
public interface NoticeUseCase {
    /**
     * Announces something; whom it is for sees it when it is recorded.
     *
     * @param notice its id is of no meaning: the answer has the one it was given
     */
    void announce(Notice notice, Reply<Notice> reply);

    /** Those that still hold, in the order of their ids. */
    List<Notice> notices();

    /** Takes one back that holds. */
    void end(long id, Lookup<Notice> reply);
}
