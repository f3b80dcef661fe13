package mpi.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Properties;
import mpi.core.boot.JobEnvironment;
import mpi.core.diag.Counters;
import mpi.core.diag.ErrorLog;
import mpi.core.runtime.Settings;
import mpi.core.transport.TransportContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Accepting, where it fails. */
@ParameterizedClass
@ValueSource(booleans = {true, false})
@Timeout(60)
class ListenerTest {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private final boolean isEpoll;
    private final ErrorLog errors = new ErrorLog();
    private TcpContext context;
    private Listener listener;

    ListenerTest(final boolean isEpoll) {
        this.isEpoll = isEpoll;
    }

    @BeforeEach
    void open() throws IOException {
        final JobEnvironment job =
            new JobEnvironment(TestRank.JOB, 0, 0, 2, 0, 2, 0, false, TestRank.SECRET);
        final TransportContext rank = new TransportContext(job, new Settings(Map.of(), new Properties()),
            (peer, frame, address) -> {}, (peer, reason) -> {}, new Counters(2), errors);
        final Sockets sockets = Sockets.choose(isEpoll);
        context = new TcpContext(rank, sockets, new CallerEventLoop(sockets), new Agenda(), new RecentStream(),
            new PolledClock(), new SecureRandom());
        context.loop().enter();
        listener = new Listener(context, peer -> new TcpEndpoint(context, peer), LOOPBACK);
        while (context.loop().poll() > 0) {
            // what opening it has left to do
        }
    }

    @AfterEach
    void close() {
        listener.close();
        context.loop().destroy();
        context.loop().exit();
    }

    @Test
    void shouldRestAfterAcceptingFailed() throws IOException {
        listener.exceptionCaught(null, new IOException("Too many open files"));
        final long failedNanos = System.nanoTime();
        assertEquals(1, errors.count());
        assertTrue(context.agenda().expectsTicks());
        assertTrue(listener.tick(), "the rest has an end");
        try (Socket stranger = new Socket(LOOPBACK, listener.port())) {
            assertTrue(stranger.isConnected());
            while (context.loop().poll() == 0) {
                context.clock().advance();
                listener.tick();
            }
            assertTrue(System.nanoTime() - failedNanos >= Limits.ACCEPT_REST_NANOS / 2, "it rested");
            assertTrue(listener.tick(), "the stranger is in");
        }
        while (listener.tick()) {
            context.loop().poll();
        }
        assertEquals(1, errors.count());
    }
}
