/** Changes that cannot act where they were made, and some that do, on real servers. */
@NullMarked
package dev.pgsonde.prove.ineffective;

import org.jspecify.annotations.NullMarked;
