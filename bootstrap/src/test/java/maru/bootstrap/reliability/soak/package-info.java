/** Thousands of clients that come, talk and go for a long time: what the server takes of the machine doesn't grow. */
@NullMarked
package maru.bootstrap.reliability.soak;

import org.jspecify.annotations.NullMarked;
