package mpi.transport.tcp;

import io.netty.channel.IoEvent;
import io.netty.channel.IoHandle;
import io.netty.channel.IoRegistration;

/**
 * Keeps events from a channel while its loop only sleeps. They are level-triggered: one that is dropped here is seen
 * again at the next poll.
 *
 * @param <H> what the multiplexer wants of a handle
 */
@SuppressWarnings("try") // close() throws what Netty's IoHandle declares
abstract class Gate<H extends IoHandle> implements IoHandle {
    /** The channel's own. */
    final H handle;
    private final CallerEventLoop loop;

    Gate(final H handle, final CallerEventLoop loop) {
        this.handle = handle;
        this.loop = loop;
    }

    @Override
    public final void handle(final IoRegistration registration, final IoEvent event) {
        if (!loop.isSleeping()) {
            handle.handle(registration, event);
        }
    }

    @Override
    public final void registered() {
        handle.registered();
    }

    @Override
    public final void unregistered() {
        handle.unregistered();
    }

    @Override
    public final void close() throws Exception {
        handle.close();
    }
}
