/** The key-value use case. Without state of its own: what is kept belongs to the repository and the watchers. */
@NullMarked
package maru.application.keyvalue;

import org.jspecify.annotations.NullMarked;
