/** Whom operators keep out, and who may not talk. Values and their rules; nothing here has a thread. */
@NullMarked
package maru.domain.moderation;

import org.jspecify.annotations.NullMarked;
