/** Who is online: one connection a user. */
@NullMarked
package maru.application.users;

import org.jspecify.annotations.NullMarked;
