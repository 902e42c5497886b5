@NullMarked
package dev.pgsonde.deliver.watch;

import org.jspecify.annotations.NullMarked;
