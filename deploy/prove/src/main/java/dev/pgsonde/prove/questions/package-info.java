/** Ten questions, asked of wide and tall tables in Druid and of PostgreSQL, that all hold the same numbers. */
@NullMarked
package dev.pgsonde.prove.questions;

import org.jspecify.annotations.NullMarked;
