package mpi.core.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.boot.LocalControl;
import mpi.core.kit.LoopbackTransport;
import mpi.core.transport.Endpoint;
import mpi.core.transport.SendResult;
import mpi.core.transport.Transport;
import mpi.core.transport.TransportContext;
import mpi.core.transport.TransportProvider;
import mpi.core.wire.Frame;
import mpi.spi.RequestEngine;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("engine invariant 23: routes are found at start, and changed by the first message only")
class RoutesTest {
    private static final int TAG = 1;
    private static final int LONG_BYTES = 300_000;

    /** Joins the first transport's ranks; not the job's hub, so that the two are told apart. */
    private final ConcurrentMap<String, CompletableFuture<Object>> hub = LocalControl.newHub();
    private final AtomicInteger framesOfFirst = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    @Test
    void shouldUseTheSecondTransportWhereTheFirstCannotBeOpened() throws InterruptedException {
        exchange(provider(context -> {
            throw new IOException("not on this machine");
        }));
        assertEquals(0, framesOfFirst.get());
    }

    @Test
    void shouldUseTheSecondTransportWhereTheFirstReachesNobody() throws InterruptedException {
        exchange(provider(context -> new First(context) {
            @Override
            public Endpoint attach(final int peer, final byte[] card) {
                return null;
            }
        }));
        assertEquals(0, framesOfFirst.get());
    }

    @Test
    void shouldUseBothTransportsWhereTheFirstReachesSome() throws InterruptedException {
        exchange(provider(context -> new First(context) {
            @Override
            public Endpoint attach(final int peer, final byte[] card) {
                return peer + context.job().rank() == 1 ? super.attach(peer, card) : null;
            }
        }));
        assertTrue(framesOfFirst.get() > 0);
    }

    @Test
    void shouldUseTheSecondTransportForDirectionsInWhichTheFirstHasNoSpace() throws InterruptedException {
        exchange(provider(context -> new First(context) {
            @Override
            public boolean mayRunOut() {
                return true;
            }

            @Override
            public Endpoint attach(final int peer, final byte[] card) {
                final Endpoint endpoint = super.attach(peer, card);
                return context.job().rank() == 0 ? new Full(endpoint) : endpoint;
            }
        }));
        assertTrue(framesOfFirst.get() > 0, "the other directions keep their route");
    }

    @Test
    void shouldSayWhomNobodyReachesAndWhy() throws InterruptedException {
        final EngineJob job = new EngineJob(2, "none").first(provider(context -> {
            throw new IOException("/dev/shm is missing");
        })).first(provider(context -> new First(context) {
            @Override
            public Endpoint attach(final int peer, final byte[] card) {
                return null;
            }
        }));
        final Thread[] ranks = new Thread[2];
        final MPIException[] errors = new MPIException[2];
        for (int rank = 0; rank < 2; rank++) {
            final int number = rank;
            ranks[rank] = Thread.ofPlatform()
                .daemon()
                .start(() -> errors[number] = assertThrows(MPIException.class, () -> job.join(number, 0)));
        }
        for (int rank = 0; rank < 2; rank++) {
            ranks[rank].join();
            assertEquals(MPI.ERR_OTHER, errors[rank].getErrorClass());
            assertEquals("init on rank " + rank + " of 2: rank " + (1 - rank)
                + " cannot be reached over first, first (first: /dev/shm is missing);"
                + " start with --transport auto, or see why the transports above refuse (MPI.ERR_OTHER)",
                errors[rank].getMessage());
        }
    }

    @Test
    void shouldCloseWhatItHasOpenedWhenSomebodyIsOutOfReach() throws InterruptedException {
        final EngineJob job = new EngineJob(3, "none").first(provider(context -> new First(context) {
            @Override
            public Endpoint attach(final int peer, final byte[] card) {
                return peer + context.job().rank() == 1 ? super.attach(peer, card) : null;
            }
        }));
        final Thread[] ranks = new Thread[3];
        for (int rank = 0; rank < 3; rank++) {
            final int number = rank;
            ranks[rank] = Thread.ofPlatform().daemon().start(() -> {
                try {
                    job.join(number, 0);
                } catch (final MPIException | IOException e) {
                    failed.incrementAndGet();
                }
            });
        }
        for (final Thread rank : ranks) {
            rank.join();
        }
        assertEquals(3, failed.get());
        assertEquals(3, closed.get());
    }

    /** Messages of all lengths between all pairs, in order. */
    private void exchange(final TransportProvider first) throws InterruptedException {
        new EngineJob(3, "loopback").first(first).run(rank -> {
            final int me = rank.number();
            final RequestEngine[] sends = new RequestEngine[3 * 3];
            for (int i = 0; i < sends.length; i++) {
                final byte[] data = new byte[i / 3 == 1 ? LONG_BYTES : 100];
                data[0] = (byte) i;
                sends[i] = rank.isend(data, i % 3, TAG);
            }
            for (int i = 0; i < sends.length; i++) {
                final byte[] room = new byte[LONG_BYTES];
                final int source = (me + i) % 3;
                rank.recv(room, source, TAG);
                assertEquals(i / 3 * 3 + me, room[0]);
            }
            for (final RequestEngine send : sends) {
                EngineRank.await(send);
            }
        });
    }

    private static TransportProvider provider(final Opener opener) {
        return new TransportProvider() {
            @Override
            public String name() {
                return "first";
            }

            @Override
            public int preference() {
                return 0;
            }

            @Override
            public Transport open(final TransportContext context) throws IOException {
                return opener.open(context);
            }
        };
    }

    /** Opens a transport. */
    @FunctionalInterface
    private interface Opener {
        Transport open(TransportContext context) throws IOException;
    }

    /** A loopback of its own, which counts what comes in. */
    private class First extends DelegatingTransport {
        First(final TransportContext context) {
            super(new LoopbackTransport(new TransportContext(context.job(), context.settings(),
                (peer, frame, payload) -> {
                    framesOfFirst.incrementAndGet();
                    context.handler().onFrame(peer, frame, payload);
                }, context.failures(), context.counters(), context.errors()), hub, 0));
        }

        @Override
        public void close(final boolean orderly) {
            closed.incrementAndGet();
            super.close(orderly);
        }
    }

    /** Finds no space at the first attempt, and would take everything later. */
    private static final class Full implements Endpoint {
        private final Endpoint endpoint;
        private boolean tried;

        Full(final Endpoint endpoint) {
            this.endpoint = endpoint;
        }

        @Override
        public int peer() {
            return endpoint.peer();
        }

        @Override
        public boolean isLocal() {
            return endpoint.isLocal();
        }

        @Override
        public int maxPayloadBytes() {
            return endpoint.maxPayloadBytes();
        }

        @Override
        public int trySend(final Frame frame, final Object base, final long offset, final int lengthBytes) {
            if (tried) {
                throw new IllegalStateException("used after it had no space");
            }
            tried = true;
            return SendResult.NO_SPACE;
        }

        @Override
        public int trySendData(final Frame frame, final Object base, final long offset, final long lengthBytes) {
            throw new IllegalStateException("data before any envelope");
        }

        @Override
        public long expose(final Object base, final long offset, final long lengthBytes) {
            return endpoint.expose(base, offset, lengthBytes);
        }

        @Override
        public long resolve(final long descriptor, final long lengthBytes) {
            return endpoint.resolve(descriptor, lengthBytes);
        }
    }
}
