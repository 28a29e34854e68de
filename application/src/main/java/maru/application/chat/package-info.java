/** Rooms, and whispers. A room's state is its lane's, a participant's is its caller's lane's. */
@NullMarked
package maru.application.chat;

import org.jspecify.annotations.NullMarked;
