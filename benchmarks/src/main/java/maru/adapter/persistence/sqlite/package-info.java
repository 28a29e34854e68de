/** Benchmarks of what {@code maru.adapter.persistence.sqlite} keeps to itself. */
@NullMarked
package maru.adapter.persistence.sqlite;

import org.jspecify.annotations.NullMarked;
