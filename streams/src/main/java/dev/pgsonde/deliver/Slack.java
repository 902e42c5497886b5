package dev.pgsonde.deliver;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgsonde.process.SafeText;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.Cause;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** A Slack incoming webhook: a headline, what changed, why, and what to do, within Slack's lengths. */
record Slack(URI address, Map<String, String> headers) implements Format {
    private static final int LONGEST_HEADLINE = 150;
    private static final int LONGEST_FIELD = 2000;
    private static final int LONGEST_SECTION = 3000;
    private static final String FENCE = "```";

    Slack {
        headers = Map.copyOf(headers);
    }

    @Override
    public Optional<Message> message(Transition transition, Instant now) {
        Alert alert = transition.alert();
        ObjectNode body = Json.object().put("text", escaped(headline(transition) + ": " + alert.summary()));
        ArrayNode blocks = body.putArray("blocks");
        blocks.add(headed(headline(transition)));
        boolean goesOn = alert.stage() == Alert.AlertStage.FIRING;
        blocks.add(section(Figures.atMost(LONGEST_SECTION, escaped(goesOn ? alert.summary() : said(alert)))));
        if (goesOn) {
            blocks.add(fields(alert));
            blocks.add(section(Figures.atMost(LONGEST_SECTION, causes(alert))));
            if (alert.remedy() != null) {
                String room = Figures.atMost(
                        LONGEST_SECTION - 2 * FENCE.length() - "*Remedy*\n".length(),
                        SafeText.slackCode(alert.remedy()));
                blocks.add(section("*Remedy*\n" + FENCE + room + FENCE));
            }
        }
        blocks.add(context("pgsonde explain " + alert.id()));
        return Optional.of(new Message(address, headers, Json.text(body)));
    }

    private static String headline(Transition transition) {
        Alert alert = transition.alert();
        String what =
                switch (alert.stage()) {
                    case ACKNOWLEDGED -> "Acknowledged";
                    case RESOLVED -> "Resolved";
                    case ACCEPTED -> "New normal";
                    default ->
                        transition
                                        .escalatedFrom()
                                        .map(from -> "Escalated from " + from + " to ")
                                        .orElse("")
                                + alert.severity();
                };
        return what + ": " + alert.metric() + " of " + alert.source();
    }

    /** Of what does not go on as before, in one sentence. */
    private static String said(Alert alert) {
        String by = alert.author() == null ? "" : " by " + alert.author();
        String note = alert.note() == null ? "" : ": " + alert.note();
        return switch (alert.stage()) {
            case ACKNOWLEDGED -> "Acknowledged" + by + note;
            case ACCEPTED -> Figures.change(alert) + " is normal from now on" + by + note;
            default ->
                "Back at about " + Figures.number(alert.baseline()) + " " + alert.unit() + " after " + minutes(alert)
                        + " minutes";
        };
    }

    private static long minutes(Alert alert) {
        return ChronoUnit.MINUTES.between(alert.onset(), alert.changedAt());
    }

    private static ObjectNode headed(String headline) {
        ObjectNode block = Json.object().put("type", "header");
        block.putObject("text")
                .put("type", "plain_text")
                .put("text", Figures.atMost(LONGEST_HEADLINE, SafeText.terminal(headline)));
        return block;
    }

    private static ObjectNode fields(Alert alert) {
        ObjectNode block = Json.object().put("type", "section");
        ArrayNode fields = block.putArray("fields");
        fields.add(field("Level", Figures.change(alert)));
        fields.add(field("Ratio", Figures.ratio(alert)));
        fields.add(field("Since", alert.onset().toString()));
        fields.add(field(alert.subjectKind(), alert.subject()));
        if (!alert.severityReason().isEmpty()) {
            fields.add(field("Severity", alert.severityReason()));
        }
        return block;
    }

    private static ObjectNode field(String name, String value) {
        return mrkdwn(Figures.atMost(LONGEST_FIELD, "*" + escaped(name) + "*\n" + escaped(value)));
    }

    private static String causes(Alert alert) {
        StringBuilder text = new StringBuilder("*Causes, likeliest first*");
        for (Cause cause : alert.causes()) {
            text.append("\n• ").append(escaped(cause.kind() + ": " + cause.evidence()));
        }
        return text.toString();
    }

    private static ObjectNode section(String text) {
        ObjectNode block = Json.object().put("type", "section");
        block.set("text", mrkdwn(text));
        return block;
    }

    private static ObjectNode context(String text) {
        ObjectNode block = Json.object().put("type", "context");
        block.putArray("elements").add(mrkdwn(escaped(text)));
        return block;
    }

    private static ObjectNode mrkdwn(String text) {
        return Json.object().put("type", "mrkdwn").put("text", text).put("verbatim", true);
    }

    private static String escaped(String text) {
        return SafeText.slack(text);
    }
}
