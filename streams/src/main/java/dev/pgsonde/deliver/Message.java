package dev.pgsonde.deliver;

import java.net.URI;
import java.util.Map;

/** One request, ready to be posted: JSON to an address. */
record Message(URI to, Map<String, String> headers, String body) {
    Message {
        headers = Map.copyOf(headers);
    }

    /** Addresses and headers hold secrets. */
    @Override
    public String toString() {
        return "a message of " + body.length() + " characters";
    }
}
