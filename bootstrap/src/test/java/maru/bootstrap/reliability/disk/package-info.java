/** Disks that are full, fail, are slow, or belong to somebody else for a while: what the real server makes of them. */
@NullMarked
package maru.bootstrap.reliability.disk;

import org.jspecify.annotations.NullMarked;
