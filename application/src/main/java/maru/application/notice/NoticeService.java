package maru.application.notice;

import java.util.List;
import maru.application.chat.Rooms;
import maru.application.port.Caller;
import maru.application.port.Lane;
import maru.application.port.Lookup;
import maru.application.port.Reply;
import maru.application.port.in.NoticeUseCase;
import maru.application.port.out.Audience;
import maru.application.port.out.NoticeRepository;
import maru.application.reply.MappedReply;
import maru.application.users.Users;
import maru.domain.Event;
import maru.domain.Refusal;
import maru.domain.chat.RoomName;
import maru.domain.chat.UserName;
import maru.domain.notice.Notice;
import maru.domain.notice.NoticeEnd;

/** Shows notices to whom they are for, once they are recorded. */
public final class NoticeService implements NoticeUseCase {
    private final NoticeRepository notices;
    private final Rooms rooms;
    private final Users users;
    private final Audience audience;

    public NoticeService(NoticeRepository notices, Rooms rooms, Users users, Audience audience) {
        this.notices = notices;
        this.rooms = rooms;
        this.users = users;
        this.audience = audience;
    }

    @Override
    public void announce(Notice notice, Reply<Notice> reply) {
        notices.add(notice, new MappedReply<>(reply, added -> {
            show(added, added);
            return added;
        }));
    }

    @Override
    public List<Notice> notices() {
        return notices.holding();
    }

    @Override
    public void end(long id, Lookup<Notice> reply) {
        notices.remove(id, new Ending(this, reply));
    }

    private void show(Notice notice, Event event) {
        RoomName room = notice.room();
        UserName user = notice.user();
        if (room != null) {
            rooms.tell(room, event);
        } else if (user != null) {
            Caller caller = users.find(user);
            if (caller != null) {
                audience.show(caller, event);
            }
        } else {
            audience.showAll(event);
        }
    }

    private record Ending(NoticeService service, Lookup<Notice> reply) implements Lookup<Notice> {
        @Override
        public void done(Notice ended) {
            service.show(ended, new NoticeEnd(ended.id()));
            reply.done(ended);
        }

        @Override
        public void none() {
            reply.none();
        }

        @Override
        public void refused(Refusal why) {
            reply.refused(why);
        }

        @Override
        public Lookup<Notice> later() {
            return new Ending(service, reply.later());
        }

        @Override
        public Lane lane() {
            return reply.lane();
        }
    }
}
