package maru.application.account;

import maru.application.admission.Admission;
import maru.application.chat.ChatService;
import maru.application.chat.Participant;
import maru.application.chat.Participants;
import maru.application.port.Caller;
import maru.application.port.Farewell;
import maru.application.port.Joined;
import maru.application.port.Reply;
import maru.application.port.Welcome;
import maru.application.port.out.Audience;
import maru.application.port.out.LastSeenRepository;
import maru.application.port.out.NoticeRepository;
import maru.application.port.out.TimeSource;
import maru.application.reply.Faults;
import maru.application.reply.MappedReply;
import maru.application.users.Users;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import maru.domain.chat.RoomName;
import maru.domain.chat.UserName;
import maru.domain.notice.Notice;

/** What happens to everybody who comes, and to everybody who goes. On the caller's lane. */
public final class Entrance {
    private final ChatService chat;
    private final Participants participants;
    private final Users users;
    private final NoticeRepository notices;
    private final LastSeenRepository lastSeen;
    private final Audience audience;
    private final Admission admission;
    private final TimeSource time;

    public Entrance(
            ChatService chat,
            Participants participants,
            Users users,
            NoticeRepository notices,
            LastSeenRepository lastSeen,
            Audience audience,
            Admission admission,
            TimeSource time) {
        this.chat = chat;
        this.participants = participants;
        this.users = users;
        this.notices = notices;
        this.lastSeen = lastSeen;
        this.audience = audience;
        this.admission = admission;
        this.time = time;
    }

    /** The caller is this user now, and in {@code general} when the welcome is given; then come the notices that hold. */
    void enter(Caller caller, UserName user, String token, Runnable then, Reply<Welcome> reply) {
        caller.becomes(user);
        participants.add(caller);
        if (isTurnedAway(caller, user, reply)) {
            return; // who made the ban meanwhile has not met this caller among those who are here
        }
        lastSeen.seen(user, time.unixMillis());
        Reply<Joined> joined = new MappedReply<>(reply, general -> {
            showNotices(caller, user);
            then.run();
            return new Welcome(caller.id(), user, token);
        });
        chat.join(caller, RoomName.GENERAL, joined);
    }

    /** Whether the user is banned; then the reply was given, and the connection ends behind it. */
    boolean isTurnedAway(Caller caller, UserName user, Reply<?> reply) {
        Farewell ban = admission.banOf(user);
        if (ban == null) {
            return false;
        }
        reply.refused(new Refusal(RefusalCode.FORBIDDEN, ban.detail()));
        audience.end(caller, Audience.Ending.BANNED, ban);
        return true;
    }

    private void showNotices(Caller caller, UserName user) {
        for (Notice notice : notices.holding()) {
            if (notice.isForAll() || user.equals(notice.user())) {
                audience.show(caller, notice);
            }
        }
    }

    /** The caller is gone. */
    void exit(Caller caller, boolean mayResume) {
        Participant participant = participants.remove(caller);
        UserName user = caller.user();
        if (participant == null || user == null) {
            return;
        }
        Faults faults = new Faults();
        faults.run(() -> users.leave(caller, user, mayResume, () -> lastSeen.seen(user, time.unixMillis())));
        participant.followed().forEach(followed -> faults.run(() -> users.unfollow(caller, followed)));
        faults.run(() -> chat.dropAll(caller, user, participant));
        faults.rethrow();
    }
}
