package mpi.core.p2p;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import mpi.MPI;
import mpi.core.transport.SendResult;
import mpi.spi.RequestEngine;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("engine invariant 23: all messages of an ordered pair take one route, which the first one finds")
class RoutesInvariantTest {
    private final WiredRank[] ranks = WiredRank.join(2, Map.of());
    private final WiredRank sender = ranks[0];
    private final WiredRank receiver = ranks[1];

    @Test
    void shouldTakeTheOtherRouteForGoodWhenThereIsNoSpaceForTheFirst() {
        final Wire full = new Wire(sender, receiver);
        full.refusal = SendResult.NO_SPACE;
        sender.messages.route(full, sender.to(receiver));

        sender.isend(receiver, new byte[8], 1);
        full.refusal = 0;
        sender.isend(receiver, new byte[8], 2);
        sender.flush();

        assertEquals(List.of(), full.log);
        assertEquals(List.of("EAGER 1", "EAGER 2"), sender.to(receiver).log);
    }

    @Test
    void shouldGoOnOverTheOtherRouteInABlockingSend() {
        final Wire full = new Wire(sender, receiver);
        full.refusal = SendResult.NO_SPACE;
        sender.messages.route(full, sender.to(receiver));

        sender.messages.sender().send(sender.scope, mpi.spi.SendMode.STANDARD, new byte[8], 0, 8, 0, 1, 1);

        assertEquals(List.of("EAGER 1"), sender.to(receiver).log);
    }

    @Test
    void shouldFailThePeerWhenThereIsNoOtherRoute() {
        sender.to(receiver).refusal = SendResult.NO_SPACE;

        final RequestEngine send = sender.isend(receiver, new byte[8], 1);

        assertTrue(send.isDone());
        send.await(sender.completion);
        assertEquals(MPI.ERR_PROC_FAILED, sender.completion.error.getErrorClass());
        assertEquals("isend on COMM_WORLD, rank 0 of 2, to 1, tag 1: rank 1 of the world has failed: no space is left"
            + " for the shared memory to reach it, and no other transport is open; make room or start with"
            + " --transport tcp (MPI.ERR_PROC_FAILED)", sender.completion.error.getMessage());
    }
}
