package dev.pgsonde.deliver;

import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.RecordLimits;
import dev.pgsonde.schema.Undelivered;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one receiver its letters: one after the other, each until it is taken, refused, or too old. The next never
 * overtakes it.
 */
final class Courier implements Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final Duration IDLE = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private final Receiver receiver;
    private final Inbox inbox;
    private final Post post;
    private @Nullable Effort effort;
    private Instant nextRepeat;

    Courier(Receiver receiver, Inbox inbox, Post post) {
        this.receiver = receiver;
        this.inbox = inbox;
        this.post = post;
        this.nextRepeat = post.clock().instant();
    }

    /** What all couriers share. */
    record Post(
            Sender sender,
            DeadLetters deadLetters,
            Backoff backoff,
            InstantSource clock,
            RandomGenerator random,
            StatementLookup texts) {}

    /** What has been tried with the first letter so far. */
    private record Effort(
            Letter letter, int attempts, Instant firstTry, Instant lastTry, String reason, Instant retry) {}

    @Override
    public void work() throws InterruptedException {
        inbox.poll(pause());
        Letter letter = inbox.next();
        if (letter != null && isDue(letter)) {
            bring(letter);
        }
        inbox.commit();
        repeat();
    }

    /** As long as nothing is due. */
    private Duration pause() {
        Letter letter = inbox.next();
        if (letter == null) {
            return IDLE;
        }
        Effort so = effortOn(letter);
        Duration left =
                so == null ? Duration.ZERO : Duration.between(post.clock().instant(), so.retry());
        return left.isNegative() ? Duration.ZERO : left.compareTo(IDLE) < 0 ? left : IDLE;
    }

    private boolean isDue(Letter letter) {
        Effort so = effortOn(letter);
        return so == null || !post.clock().instant().isBefore(so.retry());
    }

    /** After a rebalance the same letter may come again, and another may come first. */
    private @Nullable Effort effortOn(Letter letter) {
        return effort != null && letter.isSameAs(effort.letter()) ? effort : null;
    }

    private void bring(Letter letter) throws InterruptedException {
        Alert alert = letter.alert();
        if (alert == null) {
            tried(letter, new Answer.Refused("not readable: " + letter.flaw()));
            return;
        }
        Optional<Message> message = receiver.route().leadsHere(alert)
                ? receiver.format()
                        .message(transition(alert, letter), post.clock().instant())
                : Optional.empty();
        if (message.isEmpty()) {
            finish(letter);
            return;
        }
        tried(letter, post.sender().send(message.get(), letter.key()));
    }

    private Transition transition(Alert alert, Letter letter) {
        return new Transition(post.texts().beside(alert), inbox.standing(letter));
    }

    private void tried(Letter letter, Answer answer) throws InterruptedException {
        if (answer instanceof Answer.Taken) {
            taken(letter);
        } else if (answer instanceof Answer.Refused refused) {
            giveUp(after(letter, refused.reason(), Duration.ZERO));
        } else if (answer instanceof Answer.Failed failed) {
            failed(letter, failed);
        }
    }

    private void taken(Letter letter) {
        Effort so = effortOn(letter);
        String after = so == null ? "" : " after " + so.attempts() + " failures";
        LOG.info("{}: took {}{}", receiver.name(), letter.key(), after);
        finish(letter);
    }

    private void failed(Letter letter, Answer.Failed failed) throws InterruptedException {
        Effort so = effortOn(letter);
        Duration wait = post.backoff().after(so == null ? 1 : so.attempts() + 1, post.random());
        Duration asked = failed.asked();
        if (asked != null && asked.compareTo(wait) > 0) {
            wait = asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
        }
        Effort now = after(letter, failed.reason(), wait);
        if (Duration.between(letter.seen(), now.lastTry())
                        .compareTo(post.backoff().giveUpAfter())
                >= 0) {
            giveUp(now);
            return;
        }
        if (now.attempts() == 1) {
            LOG.warn(
                    "{}: {} is not delivered yet, and will be tried again: {}",
                    receiver.name(),
                    letter.key(),
                    now.reason());
        }
        effort = now;
    }

    private Effort after(Letter letter, String reason, Duration wait) {
        Instant now = post.clock().instant();
        Effort before = effortOn(letter);
        return new Effort(
                letter,
                before == null ? 1 : before.attempts() + 1,
                before == null ? now : before.firstTry(),
                now,
                RecordLimits.shortened(receiver.veil().hide(reason), RecordLimits.LONGEST_TEXT),
                now.plus(wait));
    }

    /** Not done before the dead letter is there: until then it is tried again, and may arrive after all. */
    private void giveUp(Effort so) throws InterruptedException {
        Letter letter = so.letter();
        if (post.deadLetters().put(undelivered(so))) {
            LOG.error("{}: {} could not be delivered: {}", receiver.name(), letter.key(), so.reason());
            finish(letter);
        } else {
            effort = new Effort(
                    letter,
                    so.attempts(),
                    so.firstTry(),
                    so.lastTry(),
                    so.reason(),
                    so.lastTry().plus(post.backoff().most()));
        }
    }

    private Undelivered undelivered(Effort so) {
        Letter letter = so.letter();
        Alert alert = letter.alert();
        return new Undelivered(
                receiver.name(),
                letter.id(),
                alert == null ? 0 : alert.sequence(),
                letter.key(),
                alert == null ? "" : alert.source(),
                alert == null ? "" : RecordLimits.shortened(alert.summary(), RecordLimits.LONGEST_TEXT),
                so.reason(),
                so.attempts(),
                so.firstTry(),
                so.lastTry(),
                letter.partition().topic(),
                letter.partition().partition(),
                letter.offset());
    }

    private void finish(Letter letter) {
        effort = null;
        inbox.done(letter);
    }

    /** Tells again what goes on, so that it does not end by itself; while the receiver fails, the letter comes first. */
    private void repeat() throws InterruptedException {
        Instant now = post.clock().instant();
        if (receiver.repeat() == null || effort != null || now.isBefore(nextRepeat)) {
            return;
        }
        nextRepeat = now.plus(receiver.repeat());
        List<Alert> told =
                inbox.standing().stream().filter(receiver.route()::leadsHere).toList();
        if (!told.isEmpty() && receiver.format() instanceof Alertmanager alertmanager) {
            Answer answer = post.sender().send(alertmanager.message(told, now), "");
            if (!(answer instanceof Answer.Taken)) {
                String why = receiver.veil().hide(answer.toString());
                LOG.warn("{}: was not reminded of {} alerts that go on: {}", receiver.name(), told.size(), why);
            }
        }
    }

    @Override
    public void close() {
        inbox.close();
    }

    @Override
    public void open() {
        inbox.open();
    }
}
