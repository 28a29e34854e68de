/** What operators see of users and rooms, and do about them. */
@NullMarked
package maru.application.moderation;

import org.jspecify.annotations.NullMarked;
