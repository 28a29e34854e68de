/** What names look like, and which of them look alike. */
@NullMarked
package maru.adapter.persistence.names;

import org.jspecify.annotations.NullMarked;
