package dev.pgsonde.streams;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.streams.detect.Tuning;
import dev.pgsonde.streams.window.Tumbling;

/** By what windows and metrics are judged: the same for every source. */
record Judgements(Tumbling windows, Catalog catalog, Tuning tuning) {}
