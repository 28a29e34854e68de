/** Clients that do not read, ask without end, vanish or wait for a server that stands still: against the real process. */
@NullMarked
package maru.bootstrap.reliability.clients;

import org.jspecify.annotations.NullMarked;
