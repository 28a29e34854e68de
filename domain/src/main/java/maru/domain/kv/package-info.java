/** Keys, entries and what may be done to them. Entries are immutable; the two views are for one thread at a time. */
@NullMarked
package maru.domain.kv;

import org.jspecify.annotations.NullMarked;
