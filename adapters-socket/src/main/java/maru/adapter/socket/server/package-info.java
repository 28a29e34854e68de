/** The listener: binds, accepts, refuses, drains, closes. What the rest of the program sees of this module. */
@NullMarked
package maru.adapter.socket.server;

import org.jspecify.annotations.NullMarked;
