package dev.pgsonde.deliver;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** The beginning of an answer's body, which may be endless. */
final class FirstWords implements BodySubscriber<String> {
    private static final int MOST = 300;

    private final CompletableFuture<String> done = new CompletableFuture<>();
    private final ByteBuffer begun = ByteBuffer.allocate(MOST);
    private @Nullable Subscription subscription;

    @Override
    public CompletionStage<String> getBody() {
        return done;
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        for (ByteBuffer part : parts) {
            int length = Math.min(part.remaining(), begun.remaining());
            begun.put(part.slice().limit(length));
        }
        if (!begun.hasRemaining() && subscription != null) {
            subscription.cancel();
            onComplete();
        }
    }

    @Override
    public void onError(Throwable why) {
        onComplete(); // the status is known: a body that is cut short takes nothing from it
    }

    @Override
    public void onComplete() {
        done.complete(new String(begun.array(), 0, begun.position(), StandardCharsets.UTF_8));
    }
}
