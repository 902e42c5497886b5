/** What is asked of a server, and what is made of the answers: views and metrics, read from YAML. */
@NullMarked
package dev.pgsonde.catalog;

import org.jspecify.annotations.NullMarked;
