/**
 * The process killed or told to stop under load: clients write down what they were shown, and hold the server that comes
 * after it to that.
 */
@NullMarked
package maru.bootstrap.reliability.kill;

import org.jspecify.annotations.NullMarked;
