package maru.application.testing;

import maru.application.port.out.AccountRepository;
import maru.application.port.out.LastSeenRepository;
import maru.application.port.out.NoticeRepository;
import maru.application.port.out.SanctionRepository;
import maru.application.port.out.WhisperRepository;

/**
 * What a store keeps of users.
 *
 * @param store closes them all
 */
public record UserRepositories(
        AccountRepository accounts,
        WhisperRepository whispers,
        NoticeRepository notices,
        LastSeenRepository lastSeen,
        SanctionRepository sanctions,
        AutoCloseable store) {}
