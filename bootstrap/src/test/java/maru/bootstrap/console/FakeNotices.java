package maru.bootstrap.console;

import java.util.ArrayList;
import java.util.List;
import maru.application.port.Lookup;
import maru.application.port.Reply;
import maru.application.port.in.NoticeUseCase;
import maru.domain.Refusal;
import maru.domain.notice.Notice;

/** Keeps what is announced, numbered from 7; answers later, on the lane. */
final class FakeNotices implements NoticeUseCase {
    final List<Notice> announced = new ArrayList<>();
    Refusal refusal;
    private long nextId = 7;

    @Override
    public void announce(Notice notice, Reply<Notice> reply) {
        Reply<Notice> later = reply.later();
        if (refusal != null) {
            later.lane().execute(() -> later.refused(refusal));
            return;
        }
        Notice numbered = notice.withId(nextId++);
        announced.add(numbered);
        later.lane().execute(() -> later.done(numbered));
    }

    @Override
    public List<Notice> notices() {
        return announced.stream().filter(notice -> notice.until() > 0).toList();
    }

    @Override
    public void end(long id, Lookup<Notice> reply) {
        for (Notice notice : announced) {
            if (notice.id() == id) {
                announced.remove(notice);
                reply.done(notice);
                return;
            }
        }
        reply.none();
    }
}
