package dev.pgsonde.collect.server;

/** Another database of the server, whether the role may connect to it, and the SQL that would let it. */
public record Database(String name, boolean mayConnect, String remedy) {}
