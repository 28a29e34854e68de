/** What operators announce, to whom and for how long. */
@NullMarked
package maru.domain.notice;

import org.jspecify.annotations.NullMarked;
