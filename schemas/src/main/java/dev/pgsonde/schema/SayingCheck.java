package dev.pgsonde.schema;

/** What people may say of a source and its alerts. */
final class SayingCheck {
    private static final ValueCheck ANNOTATION = new ValueCheck("Annotation");
    private static final ValueCheck ACKNOWLEDGEMENT = new ValueCheck("Acknowledgement");
    private static final ValueCheck SILENCE = new ValueCheck("Silence");
    private static final ValueCheck SILENCE_ENDED = new ValueCheck("SilenceEnded");

    private SayingCheck() {}

    static void check(Saying saying) throws InvalidRecordException {
        if (saying instanceof Annotation annotation) {
            check(annotation);
        } else if (saying instanceof Acknowledgement acknowledgement) {
            check(acknowledgement);
        } else if (saying instanceof Silence silence) {
            check(silence);
        } else if (saying instanceof SilenceEnded ended) {
            check(ended);
        }
    }

    private static void check(Annotation said) throws InvalidRecordException {
        ANNOTATION.name("source", said.source());
        ANNOTATION.instant("at", said.at());
        ANNOTATION.text("run", said.run(), RecordLimits.LONGEST_NAME);
        ANNOTATION.text("text", said.text());
        ANNOTATION.text("author", said.author(), RecordLimits.LONGEST_NAME);
    }

    private static void check(Acknowledgement said) throws InvalidRecordException {
        ACKNOWLEDGEMENT.name("source", said.source());
        ACKNOWLEDGEMENT.instant("at", said.at());
        ACKNOWLEDGEMENT.name("alert", said.alert());
        ACKNOWLEDGEMENT.text("note", said.note());
        ACKNOWLEDGEMENT.text("author", said.author(), RecordLimits.LONGEST_NAME);
    }

    private static void check(Silence said) throws InvalidRecordException {
        SILENCE.name("source", said.source());
        SILENCE.instant("at", said.at());
        SILENCE.name("id", said.id());
        SILENCE.text("metric", said.metric(), RecordLimits.LONGEST_NAME);
        SILENCE.subject("subject", said.subject());
        SILENCE.text("severity", said.severity(), RecordLimits.LONGEST_NAME);
        SILENCE.instant("until", said.until());
        SILENCE.text("reason", said.reason());
        SILENCE.text("author", said.author(), RecordLimits.LONGEST_NAME);
    }

    private static void check(SilenceEnded said) throws InvalidRecordException {
        SILENCE_ENDED.name("source", said.source());
        SILENCE_ENDED.instant("at", said.at());
        SILENCE_ENDED.name("id", said.id());
        SILENCE_ENDED.text("author", said.author(), RecordLimits.LONGEST_NAME);
    }
}
