/** Texts, names and keys that hold separators, escapes, whole frames and whole lines: what receivers make of them. */
@NullMarked
package maru.bootstrap.security.forging;

import org.jspecify.annotations.NullMarked;
