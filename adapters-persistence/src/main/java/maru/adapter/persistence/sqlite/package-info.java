/**
 * The store {@code rdb}: the tables, and one SQLite file that they are built from at the start. Every change is a
 * record of the journal; the thread {@code store-writer} alone writes to the file.
 */
@NullMarked
package maru.adapter.persistence.sqlite;

import org.jspecify.annotations.NullMarked;
