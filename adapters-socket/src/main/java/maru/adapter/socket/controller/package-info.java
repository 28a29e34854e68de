/**
 * From a request to a port and from its result to frames: the table of commands, and who serves them. One set of
 * controllers for each event loop, used on that loop only.
 */
@NullMarked
package maru.adapter.socket.controller;

import org.jspecify.annotations.NullMarked;
