package mpi.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import mpi.core.boot.JobEnvironment;
import mpi.core.boot.LocalControl;
import mpi.core.diag.Counters;
import mpi.core.diag.ErrorLog;
import mpi.core.runtime.Settings;
import mpi.core.transport.Endpoint;
import mpi.core.transport.SendResult;
import mpi.core.transport.TransportContext;
import mpi.core.wire.Frame;
import org.junit.jupiter.api.Test;

class LocalTransportTest {
    private static final int RANKS = 2;
    private static final int ALL = Integer.MAX_VALUE;

    private final ConcurrentMap<String, CompletableFuture<Object>> hub = LocalControl.newHub();
    private final List<String> news = new ArrayList<>();
    private final LocalTransport transport = open(0);
    private final LocalTransport peer = open(1);
    private final Endpoint endpoint = transport.attach(1, peer.card());
    private final Endpoint peersEndpoint = peer.attach(0, transport.card());
    private final byte[] payload = new byte[8];

    private LocalTransport open(final int rank) {
        final JobEnvironment job = new JobEnvironment("test", 0, rank, RANKS, rank, RANKS, 0, false, new byte[32]);
        return new LocalTransport(new TransportContext(job, new Settings(Map.of(), new Properties()),
            (from, frame, address) -> news.add(rank + ": tag " + frame.tag + " from " + from),
            (failed, reason) -> news.add(rank + ": " + reason), new Counters(RANKS), new ErrorLog()), hub);
    }

    private static Frame eager(final int tag, final int messageBytes) {
        final Frame frame = new Frame();
        frame.type = Frame.Type.EAGER;
        frame.tag = tag;
        frame.messageBytes = messageBytes;
        return frame;
    }

    @Test
    void shouldRefuseFramesBeyondItsRoomAndTakeThemAfterAPoll() {
        for (int tag = 0; tag < LocalQueue.CAPACITY; tag++) {
            assertEquals(8, endpoint.trySend(eager(tag, 8), payload, 0, 8));
        }
        assertEquals(SendResult.BACK_PRESSURED, endpoint.trySend(eager(99, 8), payload, 0, 8));
        assertEquals(2, peer.poll(2));
        assertEquals(8, endpoint.trySend(eager(100, 8), payload, 0, 8));
        assertEquals(8, endpoint.trySend(eager(101, 8), payload, 0, 8));
        assertEquals(SendResult.BACK_PRESSURED, endpoint.trySend(eager(102, 8), payload, 0, 8));

        assertEquals(LocalQueue.CAPACITY, peer.poll(ALL));
        assertEquals("1: tag 101 from 0", news.getLast());
    }

    /** A rank's last message may be what the other waits for, also if that one sends before it looks. */
    @Test
    void shouldReadWhatAPeerHasSentBeforeItFails() {
        peersEndpoint.trySend(eager(7, 0), payload, 0, 0);
        peer.close(false);

        assertEquals(SendResult.BACK_PRESSURED, endpoint.trySend(eager(8, 0), payload, 0, 0));
        transport.checkPeers();
        assertEquals(List.of(), news);

        assertEquals(1, transport.poll(ALL));
        assertEquals(SendResult.CLOSED, endpoint.trySend(eager(8, 0), payload, 0, 0));
        assertEquals(List.of("0: tag 7 from 1", "0: rank 1 is gone"), news);
    }

    @Test
    void shouldKeepItsRoomWhereAFrameCannotBeMade() {
        for (int i = 0; i < LocalQueue.CAPACITY; i++) {
            // no array is as long as this with a header, which fails as one for which there is no memory
            assertThrows(NegativeArraySizeException.class,
                () -> endpoint.trySend(eager(0, 0), payload, 0, Integer.MAX_VALUE));
        }
        assertEquals(8, endpoint.trySend(eager(1, 8), payload, 0, 8));
    }
}
