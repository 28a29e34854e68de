/** What a connection speaks: the choice by its first bytes, and the frames of programs. On the session's loop only. */
@NullMarked
package maru.adapter.socket.dialect;

import org.jspecify.annotations.NullMarked;
