@NullMarked
package dev.pgsonde.collect.server;

import org.jspecify.annotations.NullMarked;
