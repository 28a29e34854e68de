package maru.application.port;

import maru.domain.moderation.Sanction;

/**
 * A ban that is in force.
 *
 * @param ended how many connections were told to end
 */
public record Banned(Sanction ban, int ended) {}
