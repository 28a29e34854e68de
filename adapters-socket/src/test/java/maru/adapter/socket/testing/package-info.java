/** What tests of sockets share: the watch over leaked buffers. Published as this module's test-jar. */
@NullMarked
package maru.adapter.socket.testing;

import org.jspecify.annotations.NullMarked;
