package maru.application.testing;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
import maru.application.port.ClientInfo;
import maru.application.port.Lane;
import maru.application.port.out.Lanes;
import maru.application.presence.PresenceService;
import maru.application.users.KeptWhispers;
import maru.application.users.Users;
import maru.domain.chat.RoomName;

/** All of talk, put together of services and fakes. */
public final class Talk {
    public final SettableTime time;
    public final RecordingAudience audience = new RecordingAudience();
    public final InMemoryMessages messages;
    public final InMemoryWhispers whispers = new InMemoryWhispers();
    public final InMemoryAccounts accounts = new InMemoryAccounts(whispers);
    public final InMemoryNotices notices;
    public final InMemoryLastSeen lastSeen = new InMemoryLastSeen();
    public final InMemorySanctions sanctions;
    public final PlainPasswords passwords = new PlainPasswords();
    public final Admission admission;
    public final ChatService chat;
    public final AccountService account;
    public final PresenceService presence;
    public final NoticeService notice;
    public final ModerationService moderation;

    private final List<TalkClient> clients = new ArrayList<>();

    /** Rooms are on these lanes; at most {@code maxRooms} of them, the permanent ones beside {@code general} included. */
    public Talk(SettableTime time, Lanes lanes, InMemoryMessages messages, int maxRooms, String... permanent) {
        this(time, lanes, Limits.none(time), messages, maxRooms, permanent);
    }

    /** The same with limits. */
    public Talk(
            SettableTime time,
            Lanes lanes,
            Limits limits,
            InMemoryMessages messages,
            int maxRooms,
            String... permanent) {
        this.time = time;
        this.messages = messages;
        this.notices = new InMemoryNotices(time);
        this.sanctions = new InMemorySanctions(time);
        this.admission = new Admission(sanctions, time);
        List<RoomName> always = Arrays.stream(permanent).map(RoomName::of).toList();
        Rooms rooms = new Rooms(new RoomOptions(always, maxRooms), messages, audience, lanes, time);
        Participants participants = new Participants();
        Users users = new Users(audience, whispers, time);
        this.chat = new ChatService(
                rooms, participants, users, accounts, whispers, notices, audience, admission, limits, time);
        Entrance entrance = new Entrance(chat, participants, users, notices, lastSeen, audience, admission, time);
        KeptWhispers kept = new KeptWhispers(users, whispers);
        LoginGuard guard = new LoginGuard(limits, time);
        this.account = new AccountService(entrance, users, accounts, kept, passwords, guard, audience, time);
        this.presence = new PresenceService(participants, users, lastSeen, accounts, limits, time);
        this.notice = new NoticeService(notices, rooms, users, audience);
        Sanctioning sanctioning = new Sanctioning(sanctions, admission, users, accounts, audience, this::infos, time);
        this.moderation = new ModerationService(rooms, users, accounts, passwords, audience, this::infos, sanctioning);
    }

    /** With a store that forgets rooms, and 100 of them at most. */
    public Talk(SettableTime time, Lanes lanes) {
        this(time, lanes, new InMemoryMessages(time, true, 1_000), 100);
    }

    /** The same with these limits. */
    public Talk(SettableTime time, Lanes lanes, Limits limits) {
        this(time, lanes, limits, new InMemoryMessages(time, true, 1_000), 100);
    }

    /** A connection comes, on that lane. */
    public TalkClient connect(Lane lane) {
        return connect(lane, InetAddress.getLoopbackAddress());
    }

    /** A connection comes from there, on that lane. */
    public TalkClient connect(Lane lane, InetAddress address) {
        TalkClient client = new TalkClient(this, new FixedCaller(clients.size() + 1, lane, address));
        clients.add(client);
        audience.connect(client.caller());
        return client;
    }

    /** A guest comes, on that lane. */
    public TalkClient guest(Lane lane, String name) {
        TalkClient client = connect(lane);
        client.login(name);
        return client;
    }

    private List<ClientInfo> infos() {
        return clients.stream()
                .filter(client -> !client.caller().hasEnded())
                .map(client -> new ClientInfo(
                        client.caller().id(), String.valueOf(client.caller().user()), "-", "frames", 0, 0, 0, 0, 0))
                .toList();
    }
}
