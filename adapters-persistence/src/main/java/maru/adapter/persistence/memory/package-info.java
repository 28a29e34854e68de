/** The store {@code mem}: the tables alone. What it was told is gone with the process. */
@NullMarked
package maru.adapter.persistence.memory;

import org.jspecify.annotations.NullMarked;
