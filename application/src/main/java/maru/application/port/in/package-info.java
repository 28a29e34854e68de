/** What the outside may ask of Maru: one use case a subject. */
@NullMarked
package maru.application.port.in;

import org.jspecify.annotations.NullMarked;
