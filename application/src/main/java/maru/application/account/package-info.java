/** Logging in: guests, registered users, their passwords and tokens. */
@NullMarked
package maru.application.account;

import org.jspecify.annotations.NullMarked;
