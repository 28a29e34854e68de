/** The operators' announcements. */
@NullMarked
package maru.application.notice;

import org.jspecify.annotations.NullMarked;
