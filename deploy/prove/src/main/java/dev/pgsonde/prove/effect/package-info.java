/** How well the effects of known changes are measured, on recorded noise with changes that are put into it. */
@NullMarked
package dev.pgsonde.prove.effect;

import org.jspecify.annotations.NullMarked;
