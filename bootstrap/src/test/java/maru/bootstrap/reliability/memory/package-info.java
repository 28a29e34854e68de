/** What keys, rooms and messages take of the heap, beside what is reckoned for them, and what happens at the limits. */
@NullMarked
package maru.bootstrap.reliability.memory;

import org.jspecify.annotations.NullMarked;
