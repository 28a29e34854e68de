/** Clients that come in numbers, never say anything, or find no room; and a server without memory. With the real process. */
@NullMarked
package maru.bootstrap.reliability.doors;

import org.jspecify.annotations.NullMarked;
