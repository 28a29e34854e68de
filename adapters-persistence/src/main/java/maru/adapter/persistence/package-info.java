/**
 * The way down: where Maru keeps what it is told. {@link maru.adapter.persistence.Stores} opens a store; nothing else
 * of this module is used from outside.
 */
@NullMarked
package maru.adapter.persistence;

import org.jspecify.annotations.NullMarked;
