/** Who watches which keys: each event loop looks after its own sessions' watches. */
@NullMarked
package maru.adapter.socket.watch;

import org.jspecify.annotations.NullMarked;
