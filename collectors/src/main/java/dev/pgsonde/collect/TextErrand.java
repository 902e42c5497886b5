package dev.pgsonde.collect;

import dev.pgsonde.collect.look.Answer;
import dev.pgsonde.collect.look.Part;
import dev.pgsonde.collect.publish.Outbox;
import dev.pgsonde.collect.server.Refusal;
import dev.pgsonde.collect.server.Session;
import dev.pgsonde.collect.text.TextQuestion;
import dev.pgsonde.collect.text.TextReader;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** After a round, fetches the texts of statements that have turned up in it. */
final class TextErrand {
    private static final Logger log = LoggerFactory.getLogger(TextErrand.class);
    private static final String STATEMENTS = "statements";
    private static final String EXTENSION = "pg_stat_statements";

    private final String source;
    private final TextReader reader;
    private final Outbox outbox;

    TextErrand(String source, TextReader reader, Outbox outbox) {
        this.source = source;
        this.reader = reader;
        this.outbox = outbox;
    }

    void after(List<Part> parts, Session session) throws SQLException {
        for (Answer answer : parts.get(0).answers()) {
            Optional<String> schema = session.schemaOf(EXTENSION);
            if (answer.view().view().equals(STATEMENTS) && answer.unknown() == null && schema.isPresent()) {
                Optional<TextQuestion> question = reader.due(answer.columns());
                if (question.isPresent()) {
                    fetch(session, schema.get(), question.get());
                }
            }
        }
    }

    private void fetch(Session session, String schema, TextQuestion question) throws SQLException {
        try {
            reader.read(session.connection(), schema, question).forEach(outbox::write);
        } catch (SQLException e) {
            session.throwIfLost(e);
            log.warn("{}: no texts of statements: {}; they are asked for later", source, Refusal.reason(e));
        }
    }
}
