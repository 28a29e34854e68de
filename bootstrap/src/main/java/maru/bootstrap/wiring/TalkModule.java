package maru.bootstrap.wiring;

import dagger.Binds;
import dagger.Module;
import dagger.Provides;
import javax.inject.Singleton;
import maru.adapter.persistence.Store;
import maru.adapter.persistence.password.Argon2PasswordHasher;
import maru.adapter.socket.room.RoomAudience;
import maru.adapter.socket.server.EventLoops;
import maru.adapter.socket.server.SocketServer;
import maru.application.account.AccountService;
import maru.application.account.Entrance;
import maru.application.account.LoginGuard;
import maru.application.admission.Admission;
import maru.application.chat.ChatService;
import maru.application.chat.Participants;
import maru.application.chat.RoomOptions;
import maru.application.chat.Rooms;
import maru.application.limits.Limits;
import maru.application.moderation.ModerationService;
import maru.application.moderation.Sanctioning;
import maru.application.notice.NoticeService;
import maru.application.port.in.AccountUseCase;
import maru.application.port.in.AdmissionUseCase;
import maru.application.port.in.ChatUseCase;
import maru.application.port.in.ModerationUseCase;
import maru.application.port.in.NoticeUseCase;
import maru.application.port.in.PresenceUseCase;
import maru.application.port.out.AccountRepository;
import maru.application.port.out.Audience;
import maru.application.port.out.Lanes;
import maru.application.port.out.LastSeenRepository;
import maru.application.port.out.MessageRepository;
import maru.application.port.out.NoticeRepository;
import maru.application.port.out.PasswordHasher;
import maru.application.port.out.SanctionRepository;
import maru.application.port.out.TimeSource;
import maru.application.port.out.WhisperRepository;
import maru.application.presence.PresenceService;
import maru.application.users.KeptWhispers;
import maru.application.users.Users;
import maru.bootstrap.commandline.MaruOptions;

/** Rooms, users and notices. */
@Module
interface TalkModule {
    @Provides
    @Singleton
    static RoomAudience audience(EventLoops loops) {
        return loops.audience();
    }

    @Binds
    Audience audiencePort(RoomAudience audience);

    @Binds
    Lanes lanes(RoomAudience audience);

    @Provides
    @Singleton
    static PasswordHasher passwords() {
        return new Argon2PasswordHasher();
    }

    @Provides
    @Singleton
    static Rooms rooms(
            MaruOptions options, MessageRepository messages, Audience audience, Lanes lanes, TimeSource time) {
        return new Rooms(new RoomOptions(options.rooms(), options.maxRooms()), messages, audience, lanes, time);
    }

    @Provides
    @Singleton
    static Participants participants() {
        return new Participants();
    }

    @Provides
    @Singleton
    static Users users(Audience audience, WhisperRepository whispers, EventLoops loops) {
        return new Users(audience, whispers, loops.awakeTime());
    }

    @Provides
    @Singleton
    static Admission admission(SanctionRepository sanctions, TimeSource time) {
        return new Admission(sanctions, time);
    }

    @Binds
    AdmissionUseCase admissionUseCase(Admission admission);

    @Provides
    @Singleton
    static ChatService chat(
            Rooms rooms,
            Participants participants,
            Users users,
            AccountRepository accounts,
            WhisperRepository whispers,
            NoticeRepository notices,
            Audience audience,
            Admission admission,
            Limits limits,
            TimeSource time) {
        return new ChatService(
                rooms, participants, users, accounts, whispers, notices, audience, admission, limits, time);
    }

    @Binds
    ChatUseCase chatUseCase(ChatService chat);

    @Provides
    @Singleton
    static AccountUseCase accounts(
            ChatService chat,
            Participants participants,
            Users users,
            Store store,
            PasswordHasher passwords,
            Limits limits,
            Audience audience,
            Admission admission,
            TimeSource time) {
        Entrance entrance =
                new Entrance(chat, participants, users, store.notices(), store.lastSeen(), audience, admission, time);
        KeptWhispers keptWhispers = new KeptWhispers(users, store.whispers());
        LoginGuard guard = new LoginGuard(limits, time);
        return new AccountService(entrance, users, store.accounts(), keptWhispers, passwords, guard, audience, time);
    }

    @Provides
    @Singleton
    static PresenceUseCase presence(
            Participants participants,
            Users users,
            LastSeenRepository lastSeen,
            AccountRepository accounts,
            Limits limits,
            TimeSource time) {
        return new PresenceService(participants, users, lastSeen, accounts, limits, time);
    }

    @Provides
    @Singleton
    static NoticeUseCase notices(NoticeRepository notices, Rooms rooms, Users users, Audience audience) {
        return new NoticeService(notices, rooms, users, audience);
    }

    @Provides
    @Singleton
    static ModerationUseCase moderation(
            Rooms rooms,
            Users users,
            AccountRepository accounts,
            PasswordHasher passwords,
            Audience audience,
            SocketServer server,
            SanctionRepository sanctions,
            Admission admission,
            TimeSource time) {
        Sanctioning sanctioning =
                new Sanctioning(sanctions, admission, users, accounts, audience, server.clients(), time);
        return new ModerationService(rooms, users, accounts, passwords, audience, server.clients(), sanctioning);
    }
}
