/** Benchmarks of the hot paths, and what they have in common. Those of what a package keeps to itself stand in that package. */
@NullMarked
package maru.benchmarks;

import org.jspecify.annotations.NullMarked;
