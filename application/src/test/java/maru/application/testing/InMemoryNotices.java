package maru.application.testing;

import java.util.ArrayList;
import java.util.List;
import maru.application.port.Lookup;
import maru.application.port.Reply;
import maru.application.port.out.NoticeRepository;
import maru.application.port.out.TimeSource;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import maru.domain.notice.Notice;

/** Keeps notices in a list. For one thread. */
public final class InMemoryNotices implements NoticeRepository {
    private final Answers answers = new Answers();
    private final List<Notice> notices = new ArrayList<>();
    private final TimeSource time;
    private long lastId;

    public InMemoryNotices(TimeSource time) {
        this.time = time;
    }

    /** How changes are answered. */
    public Answers answers() {
        return answers;
    }

    @Override
    public void add(Notice notice, Reply<Notice> reply) {
        if (notice.holdsAt(time.unixMillis()) && holding().size() >= MAX_HOLDING) {
            reply.refused(new Refusal(RefusalCode.LIMIT, MAX_HOLDING + " notices hold"));
            return;
        }
        answers.give(
                reply,
                taken -> {
                    Notice added = notice.withId(++lastId);
                    notices.add(added);
                    taken.done(added);
                },
                () -> {});
    }

    @Override
    public List<Notice> holding() {
        return notices.stream()
                .filter(notice -> notice.holdsAt(time.unixMillis()))
                .toList();
    }

    @Override
    public void remove(long id, Lookup<Notice> reply) {
        answers.look(
                reply,
                taken -> holding().stream()
                        .filter(notice -> notice.id() == id)
                        .findFirst()
                        .ifPresentOrElse(
                                found -> {
                                    notices.remove(found);
                                    taken.done(found);
                                },
                                taken::none));
    }
}
