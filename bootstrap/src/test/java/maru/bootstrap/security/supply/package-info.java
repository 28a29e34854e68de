/** What the jar is made of: which libraries, which bytes of them, and what is known against them. */
@NullMarked
package maru.bootstrap.security.supply;

import org.jspecify.annotations.NullMarked;
