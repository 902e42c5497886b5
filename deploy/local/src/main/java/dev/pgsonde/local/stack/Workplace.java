package dev.pgsonde.local.stack;

/** What everything that is started needs: the clone, the run's directory, free ports, and the list of those who must end. */
record Workplace(Home home, DataDirectory data, Ports ports, Children children, ClassArchive archive) {}
