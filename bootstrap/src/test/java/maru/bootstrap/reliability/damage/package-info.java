/** Files of the store that are not as they were written, and the real process. */
@NullMarked
package maru.bootstrap.reliability.damage;

import org.jspecify.annotations.NullMarked;
