/** Who may come in, and who may talk, as far as operators decide it. */
@NullMarked
package maru.application.admission;

import org.jspecify.annotations.NullMarked;
