package maru.application.port;

import java.util.List;
import maru.domain.moderation.Sanction;
import maru.domain.moderation.Target;

/**
 * Whom a ban would be for.
 *
 * @param target as it was asked for
 * @param connections those that would end, in the order in which they came
 * @param registered how many of their users are registered; of a user 1 if the name is, be it here or not
 * @param overlapping bans in force that are for some of the same
 */
public record BanMatches(Target target, List<ClientInfo> connections, int registered, List<Sanction> overlapping) {}
