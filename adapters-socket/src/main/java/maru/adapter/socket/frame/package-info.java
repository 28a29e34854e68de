/** Bytes to frames and frames to bytes, as the protocol's grammar says. No Netty, no sessions; for one thread each. */
@NullMarked
package maru.adapter.socket.frame;

import org.jspecify.annotations.NullMarked;
