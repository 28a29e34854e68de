/** Replies that pass an answer on: to another lane, as something else, or to what is done next. */
@NullMarked
package maru.application.reply;

import org.jspecify.annotations.NullMarked;
