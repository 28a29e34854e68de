/** Registered users: what they are known by, and what resumes their sessions. */
@NullMarked
package maru.domain.account;

import org.jspecify.annotations.NullMarked;
