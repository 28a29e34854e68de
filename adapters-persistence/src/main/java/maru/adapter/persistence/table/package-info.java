/**
 * The tables in the JVM that both stores serve keys from, and the repository's part that both have in common. Reads of
 * one key take no lock; everything else happens under the store's one lock.
 */
@NullMarked
package maru.adapter.persistence.table;

import org.jspecify.annotations.NullMarked;
