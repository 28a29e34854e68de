package maru.application.users;

import java.util.List;
import maru.application.port.Caller;
import maru.application.port.Lane;
import maru.application.port.out.WhisperRepository;
import maru.application.reply.NextStep;
import maru.domain.chat.UserName;
import maru.domain.chat.Whisper;

/** Gives registered users what they were told while they were away. */
public final class KeptWhispers {
    /** For answers that nobody waits for. */
    private static final Lane NOBODY = new Lane() {
        @Override
        public boolean isCurrent() {
            return true;
        }

        @Override
        public void execute(Runnable task) {
            task.run();
        }
    };

    private final Users users;
    private final WhisperRepository whispers;

    public KeptWhispers(Users users, WhisperRepository whispers) {
        this.users = users;
        this.whispers = whispers;
    }

    /** Shows them to a user who is online; where the store fails, another time. */
    public void deliver(Caller caller, UserName user) {
        whispers.take(
                user,
                new NextStep<>(
                        caller.lane(), kept -> deliver(caller, user, kept), why -> deliver(caller, user, List.of())));
    }

    /** Shows them to the user, if online: for what was kept just now, while the user may have come. */
    public void deliverIfHere(UserName user) {
        Caller here = users.find(user);
        if (here != null) {
            deliver(here, user);
        }
    }

    /** The user is registered no more. */
    public void forget(UserName user) {
        whispers.take(user, new NextStep<>(NOBODY, kept -> {}, why -> {}));
    }

    /** What the user is gone again for is kept again. */
    private void deliver(Caller caller, UserName user, List<Whisper> kept) {
        for (Whisper undelivered : users.deliver(caller, user, kept)) {
            whispers.putBack(
                    undelivered, new NextStep<>(caller.lane(), whisper -> deliverIfHere(whisper.to()), why -> {}));
        }
    }
}
