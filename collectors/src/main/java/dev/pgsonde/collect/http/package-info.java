/** What the agent says of itself over HTTP: its metrics, whether it lives, whether it does its work. */
@NullMarked
package dev.pgsonde.collect.http;

import org.jspecify.annotations.NullMarked;
