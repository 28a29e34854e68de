/** Who is there, for those who ask. */
@NullMarked
package maru.application.presence;

import org.jspecify.annotations.NullMarked;
