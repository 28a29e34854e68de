/** How much one client, user or owner may have, what a client can do to the tables it is kept in, and to the database. */
@NullMarked
package maru.bootstrap.security.quota;

import org.jspecify.annotations.NullMarked;
