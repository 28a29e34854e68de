/** How what clients are told without having asked looks: as frames, and as lines for people. No sessions; from any thread. */
@NullMarked
package maru.adapter.socket.talk;

import org.jspecify.annotations.NullMarked;
