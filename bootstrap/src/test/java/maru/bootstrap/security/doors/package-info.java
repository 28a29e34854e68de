/** Who gets in, how often, and how fast anybody may ask: against the server as a process. */
@NullMarked
package maru.bootstrap.security.doors;

import org.jspecify.annotations.NullMarked;
