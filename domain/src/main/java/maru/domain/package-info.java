/**
 * What Maru is about: values and rules. Plain Java without I/O, threads or clocks; every type is immutable unless its
 * javadoc says otherwise.
 */
@NullMarked
package maru.domain;

import org.jspecify.annotations.NullMarked;
