package mpi.core.transport;

import mpi.core.wire.Frame;

/**
 * Takes the frames a transport has received, in the order each peer sent them. Called with the progress lock held, from
 * within {@link Transport#poll}. Never blocks, polls, throws, or runs user code (engine invariant 2).
 */
@FunctionalInterface
public interface FrameHandler {
    /**
     * Takes one frame.
     *
     * @param peer world rank of the sender
     * @param frame its header; valid during the call only. A transport may hand over a DATA frame in several pieces,
     *     with {@code payloadBytes} and {@code dataOffset} adjusted
     * @param payloadAddress where the payload is, see {@link Memory#copyIn(Frame, long, Object, long, long)}; valid
     *     during the call only
     */
    void onFrame(int peer, Frame frame, long payloadAddress);
}
