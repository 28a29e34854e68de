/**
 * The store {@code rdb}: the tables, and one SQLite file that they are built from at the start. Every change is a
 * record of the journal; the thread {@code store-writer} alone writes to the file. Messages that are no longer in memory
 * are read by the threads {@code store-reader-1} and {@code -2}.
 */
@NullMarked
package maru.adapter.persistence.sqlite;

import org.jspecify.annotations.NullMarked;
