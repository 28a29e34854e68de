/** Who gets what: one Dagger component, one module an area. The annotations of Dagger are nowhere else. */
@NullMarked
package maru.bootstrap.wiring;

import org.jspecify.annotations.NullMarked;
