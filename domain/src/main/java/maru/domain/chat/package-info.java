/** Talk: names, texts, and what is said and seen in rooms and between users. */
@NullMarked
package maru.domain.chat;

import org.jspecify.annotations.NullMarked;
