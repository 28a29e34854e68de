/** How much each client, address, user and owner may do, and who is told when somebody wants more. */
@NullMarked
package maru.application.limits;

import org.jspecify.annotations.NullMarked;
