/** Texts of statements: which to ask for and when, how they are read, and what of them may be told. */
@NullMarked
package dev.pgsonde.collect.text;

import org.jspecify.annotations.NullMarked;
