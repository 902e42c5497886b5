/** How a connection comes about: what is read from this machine for it, and the sockets that the driver lacks. */
@NullMarked
package dev.pgsonde.collect.dial;

import org.jspecify.annotations.NullMarked;
