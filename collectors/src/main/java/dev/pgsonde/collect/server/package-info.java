/** The one connection to the server: opens it, reads rounds through it, and says why it cannot. */
@NullMarked
package dev.pgsonde.collect.server;

import org.jspecify.annotations.NullMarked;
