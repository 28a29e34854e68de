package maru.application.admission;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import maru.application.port.Farewell;
import maru.application.port.in.AdmissionUseCase;
import maru.application.port.out.SanctionRepository;
import maru.application.port.out.StatisticsSource;
import maru.application.port.out.TimeSource;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import maru.domain.chat.UserName;
import maru.domain.moderation.Sanction;
import org.jspecify.annotations.Nullable;

/** What bans and mutes mean to those they are for. From any thread; takes no lock. */
public final class Admission implements AdmissionUseCase, StatisticsSource {
    private final SanctionRepository sanctions;
    private final TimeSource time;

    public Admission(SanctionRepository sanctions, TimeSource time) {
        this.sanctions = sanctions;
        this.time = time;
    }

    @Override
    public @Nullable Farewell banOf(InetAddress address) {
        long now = time.unixMillis();
        Sanction ban = sanctions.current().banOf(address.getAddress(), now);
        return ban == null ? null : farewell(ban, now);
    }

    /** What that user is told, or null: who is not banned. */
    public @Nullable Farewell banOf(UserName user) {
        long now = time.unixMillis();
        Sanction ban = sanctions.current().banOf(user, now);
        return ban == null ? null : farewell(ban, now);
    }

    /** What somebody is told whom this ban is for. */
    public Farewell farewell(Sanction ban) {
        return farewell(ban, time.unixMillis());
    }

    private static Farewell farewell(Sanction ban, long now) {
        String who = ban.target().range() == null ? "you are banned " : "your address is banned ";
        return new Farewell(ban.millisLeft(now), who + ban.terms());
    }

    /** Why that user may not say anything, or null: it may. Costs a look into a map that is empty most of the time. */
    public @Nullable Refusal muteOf(UserName user) {
        Sanction mute = sanctions.current().muteOf(user, time.unixMillis());
        return mute == null
                ? null
                : new Refusal(RefusalCode.FORBIDDEN, "you may read on, and are muted " + mute.terms());
    }

    /** {@code bans} and {@code mutes} in force. */
    @Override
    public Map<String, Long> statistics() {
        List<Sanction> holding = sanctions.current().holding(time.unixMillis());
        long mutes = holding.stream()
                .filter(sanction -> sanction.kind() == Sanction.Kind.MUTE)
                .count();
        return Map.of("bans", holding.size() - mutes, "mutes", mutes);
    }
}
