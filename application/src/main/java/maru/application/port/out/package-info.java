/** What Maru needs of the outside: stores, audiences, clocks. Adapters implement these. */
@NullMarked
package maru.application.port.out;

import org.jspecify.annotations.NullMarked;
