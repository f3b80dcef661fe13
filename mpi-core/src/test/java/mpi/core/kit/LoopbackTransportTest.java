package mpi.core.kit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import mpi.core.transport.Memory;
import mpi.core.transport.SendResult;
import mpi.core.transport.TransportContext;
import mpi.core.wire.Frame;
import org.junit.jupiter.api.Test;

class LoopbackTransportTest {
    private static final int RANKS = 3;
    private static final int ALL = Integer.MAX_VALUE;

    private final ConcurrentMap<String, CompletableFuture<Object>> hub = LocalControl.newHub();
    private final List<String> received = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private final byte[] payload = new byte[LoopbackQueue.MAX_PAYLOAD_BYTES];
    private long payloadAddress;

    @Test
    void shouldDeliverHeaderAndPayload() {
        final LoopbackTransport sender = open(0, 0);
        final LoopbackTransport receiver = open(1, 0);
        final double[] values = {1.5, 2.5, 3.5};

        assertEquals(16, sender.attach(1, receiver.card()).trySend(eager(7, 16), values, 8, 16));
        receiver.attach(0, sender.card());

        assertEquals(1, receiver.poll(ALL));
        assertEquals(List.of("1: tag 7 from 0, 16 bytes"), received);
        final double[] copy = new double[2];
        Memory.copyIn(payloadAddress, copy, 0, 16);
        assertArrayEquals(new double[] {2.5, 3.5}, copy);
        assertEquals(0, receiver.poll(ALL));
    }

    @Test
    void shouldRefuseFramesBeyondItsRoomAndTakeThemAfterAPoll() {
        final LoopbackTransport sender = open(0, 0);
        final LoopbackTransport receiver = open(1, 0);
        final Endpoint endpoint = sender.attach(1, receiver.card());
        receiver.attach(0, sender.card());

        for (int tag = 0; tag < LoopbackQueue.SLOTS; tag++) {
            assertEquals(0, endpoint.trySend(eager(tag, 0), payload, 0, 0));
        }
        assertEquals(SendResult.BACK_PRESSURED, endpoint.trySend(eager(99, 0), payload, 0, 0));
        assertEquals(2, receiver.poll(2));
        assertEquals(0, endpoint.trySend(eager(100, 0), payload, 0, 0));
        assertEquals(LoopbackQueue.SLOTS - 1, receiver.poll(ALL));
        assertEquals("1: tag 100 from 0, 0 bytes", received.getLast());
    }

    @Test
    void shouldCutDataIntoPiecesOfItsChoice() {
        final LoopbackTransport sender = open(0, 0);
        final Endpoint endpoint = sender.attach(1, new byte[] {1});
        final Frame data = eager(0, 0);
        data.dataOffset(0);

        assertEquals(LoopbackQueue.MAX_PAYLOAD_BYTES,
            endpoint.trySendData(data, new byte[LoopbackQueue.MAX_PAYLOAD_BYTES + 1], 0,
                LoopbackQueue.MAX_PAYLOAD_BYTES + 1L));
        assertEquals(1, endpoint.trySendData(data, payload, 0, 1));
    }

    @Test
    void shouldKeepOrderOfEachPeerButShuffleAmongPeersWhenDelayed() {
        final List<String> prompt = exchange(0);
        final List<String> delayed = exchange(42);

        assertEquals(delayed, exchange(42));
        assertNotEquals(prompt, delayed);
        for (final int peer : new int[] {0, 2}) {
            final List<String> fromPeer = delayed.stream().filter(text -> text.contains("from " + peer)).toList();
            assertEquals(List.of("1: tag 0 from " + peer + ", 0 bytes", "1: tag 1 from " + peer + ", 0 bytes",
                "1: tag 2 from " + peer + ", 0 bytes"), fromPeer);
        }
    }

    @Test
    void shouldWakeARankThatIsAboutToSleep() {
        final LoopbackTransport sender = open(0, 0);
        final LoopbackTransport receiver = open(1, 0);
        final Endpoint endpoint = sender.attach(1, receiver.card());
        receiver.attach(0, sender.card());

        receiver.arm(0);
        endpoint.trySend(eager(7, 0), payload, 0, 0);
        receiver.block(Long.MAX_VALUE); // would never return without the ring
        receiver.disarm();

        assertEquals(1, receiver.poll(ALL));
    }

    @Test
    void shouldReportPeerThatClosedInDisorder() {
        final LoopbackTransport survivor = open(0, 0);
        final LoopbackTransport victim = open(1, 0);
        final Endpoint endpoint = survivor.attach(1, victim.card());
        victim.attach(0, survivor.card());

        survivor.checkPeers();
        assertTrue(failed.isEmpty());
        victim.close(false);

        survivor.checkPeers();
        assertEquals(List.of("0: rank 1 is gone"), failed);
        assertEquals(SendResult.CLOSED, endpoint.trySend(eager(7, 0), payload, 0, 0));
    }

    @Test
    void shouldNotReportPeerThatClosedInOrder() {
        final LoopbackTransport survivor = open(0, 0);
        final LoopbackTransport leaver = open(1, 0);
        survivor.attach(1, leaver.card());
        leaver.attach(0, survivor.card());

        leaver.close(true);

        survivor.checkPeers();
        assertTrue(failed.isEmpty());
        assertFalse(survivor.hasPendingOutput());
    }

    /** Ranks 0 and 2 send three frames each to rank 1; returns them in the order of delivery. */
    private List<String> exchange(final long delaySeed) {
        hub.clear();
        received.clear();
        final LoopbackTransport receiver = open(1, delaySeed);
        for (final int peer : new int[] {0, 2}) {
            final LoopbackTransport sender = open(peer, delaySeed);
            final Endpoint endpoint = sender.attach(1, receiver.card());
            receiver.attach(peer, sender.card());
            for (int tag = 0; tag < 3; tag++) {
                endpoint.trySend(eager(tag, 0), payload, 0, 0);
            }
        }
        while (received.size() < 6) {
            assertTrue(receiver.poll(1) > 0);
        }
        return List.copyOf(received);
    }

    private LoopbackTransport open(final int rank, final long delaySeed) {
        final JobEnvironment job = new JobEnvironment("test", 0, rank, RANKS, rank, RANKS, 0, false, new byte[32]);
        return new LoopbackTransport(new TransportContext(job, new Settings(Map.of(), new Properties()),
            (peer, frame, address) -> {
                received.add(rank + ": tag " + frame.tag + " from " + peer + ", " + frame.payloadBytes + " bytes");
                payloadAddress = address;
            }, (peer, reason) -> failed.add(rank + ": " + reason), new Counters(RANKS), new ErrorLog()), hub,
            delaySeed);
    }

    private static Frame eager(final int tag, final long messageBytes) {
        final Frame frame = new Frame();
        frame.type = Frame.Type.EAGER;
        frame.tag = tag;
        frame.messageBytes = messageBytes;
        return frame;
    }
}
