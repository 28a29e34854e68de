/** What both stores keep messages in. Nothing here is thread-safe: each object belongs to a lane, or to a lock. */
@NullMarked
package maru.adapter.persistence.messages;

import org.jspecify.annotations.NullMarked;
