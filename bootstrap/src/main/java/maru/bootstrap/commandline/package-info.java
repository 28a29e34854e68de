/** The command line and the environment: raw text to {@link maru.bootstrap.commandline.MaruOptions}. Main thread only. */
@NullMarked
package maru.bootstrap.commandline;

import org.jspecify.annotations.NullMarked;
