package dev.pgsonde.prove.day;

import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Effect;
import java.util.List;

/** All that was published of a day. */
record Said(List<Alert> alerts, List<Effect> effects) {}
