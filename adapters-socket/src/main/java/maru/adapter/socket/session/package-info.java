/**
 * One client's connection and what it is owed. A session, its outbox and its input belong to one event loop, and are
 * touched on that loop only; {@link maru.adapter.socket.session.Loop} is that loop as Maru sees it.
 */
@NullMarked
package maru.adapter.socket.session;

import org.jspecify.annotations.NullMarked;
