/** How a request is answered, by everybody and in all layers. */
@NullMarked
package maru.application.port;

import org.jspecify.annotations.NullMarked;
