package maru.application.port;

import maru.domain.chat.UserName;

/**
 * A user whom the server has seen.
 *
 * @param lastSeen Unix milliseconds; of one who is online: now
 */
public record UserInfo(UserName name, boolean isOnline, long lastSeen) {}
