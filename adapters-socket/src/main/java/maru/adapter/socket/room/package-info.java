/** Who hears what: the members of rooms on each event loop, and what single callers are shown. */
@NullMarked
package maru.adapter.socket.room;

import org.jspecify.annotations.NullMarked;
