/** Test doubles of the application's ports, and the contracts that every adapter is held to. Published as a test-jar. */
@NullMarked
package maru.application.testing;

import org.jspecify.annotations.NullMarked;
