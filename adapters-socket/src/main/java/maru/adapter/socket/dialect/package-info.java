/** What a connection speaks: the choice by its first bytes, the frames of programs, the lines of people. On the session's loop only. */
@NullMarked
package maru.adapter.socket.dialect;

import org.jspecify.annotations.NullMarked;
