/** Makes of passwords what may be kept, on threads of its own. */
@NullMarked
package maru.adapter.persistence.password;

import org.jspecify.annotations.NullMarked;
