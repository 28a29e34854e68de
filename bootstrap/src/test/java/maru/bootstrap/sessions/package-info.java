/** A small model of rooms and users, written from the protocol alone, and what compares the server with it. */
@NullMarked
package maru.bootstrap.sessions;

import org.jspecify.annotations.NullMarked;
