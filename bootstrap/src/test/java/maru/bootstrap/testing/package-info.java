/** What end-to-end tests share: a client, and the server as a process of its own. */
@NullMarked
package maru.bootstrap.testing;

import org.jspecify.annotations.NullMarked;
