package mpi.core.kit;

import java.util.Arrays;
import mpi.Comm;
import mpi.Intracomm;
import mpi.MPI;
import mpi.Request;

/**
 * Every mode of sending in every form, in both dialects: each rank sends to its right neighbour and receives from its
 * left one, itself if it is alone. What lies behind the message must stay as it was.
 */
final class ModeCases {
    private static final int TAG = 29;
    /** None, one, odd, asked for before it is sent, longer than is ever kept. */
    private static final int[] COUNTS = {0, 1, 1_001, 30_003, 100_001};

    private final Intracomm comm;
    private final int right;
    private final int left;
    private final Sample sample;

    ModeCases(final Intracomm comm, final Sample sample) {
        final int size = comm.getSize();
        this.comm = comm;
        this.sample = sample;
        this.right = (comm.getRank() + 1) % size;
        this.left = (comm.getRank() + size - 1) % size;
    }

    /** A way to send; answers null if it blocks. */
    @FunctionalInterface
    private interface Send {
        Request start(Comm comm, int[] data, int count, int dest);
    }

    private enum Mode {
        STANDARD((c, d, n, to) -> nothing(() -> c.send(d, n, MPI.INT, to, TAG)),
            (c, d, n, to) -> nothing(() -> c.Send(d, 0, n, MPI.INT, to, TAG)),
            (c, d, n, to) -> c.iSend(d, n, MPI.INT, to, TAG), (c, d, n, to) -> c.Isend(d, 0, n, MPI.INT, to, TAG),
            (c, d, n, to) -> c.sendInit(d, n, MPI.INT, to, TAG),
            (c, d, n, to) -> c.Send_init(d, 0, n, MPI.INT, to, TAG),
            (c, d, n, to) -> nothing(() -> c.send(d, (long) n, MPI.INT, to, TAG)),
            (c, d, n, to) -> c.iSend(d, (long) n, MPI.INT, to, TAG)),
        BUFFERED((c, d, n, to) -> nothing(() -> c.bSend(d, n, MPI.INT, to, TAG)),
            (c, d, n, to) -> nothing(() -> c.Bsend(d, 0, n, MPI.INT, to, TAG)),
            (c, d, n, to) -> c.ibSend(d, n, MPI.INT, to, TAG), (c, d, n, to) -> c.Ibsend(d, 0, n, MPI.INT, to, TAG),
            (c, d, n, to) -> c.bSendInit(d, n, MPI.INT, to, TAG),
            (c, d, n, to) -> c.Bsend_init(d, 0, n, MPI.INT, to, TAG)),
        SYNCHRONOUS((c, d, n, to) -> nothing(() -> c.sSend(d, n, MPI.INT, to, TAG)),
            (c, d, n, to) -> nothing(() -> c.Ssend(d, 0, n, MPI.INT, to, TAG)),
            (c, d, n, to) -> c.isSend(d, n, MPI.INT, to, TAG), (c, d, n, to) -> c.Issend(d, 0, n, MPI.INT, to, TAG),
            (c, d, n, to) -> c.sSendInit(d, n, MPI.INT, to, TAG),
            (c, d, n, to) -> c.Ssend_init(d, 0, n, MPI.INT, to, TAG)),
        READY((c, d, n, to) -> nothing(() -> c.rSend(d, n, MPI.INT, to, TAG)),
            (c, d, n, to) -> nothing(() -> c.Rsend(d, 0, n, MPI.INT, to, TAG)),
            (c, d, n, to) -> c.irSend(d, n, MPI.INT, to, TAG), (c, d, n, to) -> c.Irsend(d, 0, n, MPI.INT, to, TAG),
            (c, d, n, to) -> c.rSendInit(d, n, MPI.INT, to, TAG),
            (c, d, n, to) -> c.Rsend_init(d, 0, n, MPI.INT, to, TAG));

        private final Send[] forms;

        Mode(final Send... forms) {
            this.forms = forms;
        }

        private static Request nothing(final Runnable call) {
            call.run();
            return null;
        }
    }

    void shouldSendInEveryModeAndForm() {
        for (final Mode mode : Mode.values()) {
            for (int form = 0; form < mode.forms.length; form++) {
                for (final int count : COUNTS) {
                    if (sample.takesNext()) {
                        exchange(mode, form, count);
                    }
                }
            }
        }
    }

    private void exchange(final Mode mode, final int form, final int count) {
        final String what = mode + ", form " + form + ", " + count + " items";
        final int[] sent = new int[count];
        Arrays.setAll(sent, i -> 31 * i + comm.getRank());
        final int[] received = new int[count + 1];
        received[count] = Item.GUARD;
        final Request receive = comm.iRecv(received, count, MPI.INT, left, TAG);
        if (mode == Mode.READY) {
            comm.barrier(); // the receive is posted
        }
        if (mode == Mode.BUFFERED) {
            MPI.attachBuffer(new byte[Integer.BYTES * count + MPI.BSEND_OVERHEAD]);
        }
        final Request send = mode.forms[form].start(comm, sent, count, right);
        if (send instanceof final mpi.Prequest persistent) {
            persistent.start();
        }
        if (send != null) {
            send.waitFor();
        }
        if (mode == Mode.BUFFERED) {
            MPI.detachBuffer();
        }
        Expect.equal(what + ", count", count, receive.waitStatus().getCount(MPI.INT));
        for (int i = 0; i < count; i++) {
            if (received[i] != 31 * i + left) {
                Expect.equal(what + ", item " + i, 31 * i + left, received[i]);
            }
        }
        Expect.equal(what + ", item behind", Item.GUARD, received[count]);
        if (send instanceof final mpi.Prequest persistent) {
            persistent.free();
        }
    }

    /** Fills the attached buffer until it is full; all that was accepted arrives, and then the buffer is free again. */
    void shouldFillAndDrainTheAttachedBuffer() {
        final int items = 20_000;
        final int room = 12;
        final byte[] attached = new byte[room * (Integer.BYTES * items + MPI.BSEND_OVERHEAD)];
        for (int round = 0; round < 2; round++) {
            MPI.Buffer_attach(attached);
            Expect.failure("attach twice", MPI.ERR_BUFFER, () -> MPI.attachBuffer(attached));
            comm.barrier();
            final int accepted = fill(items);
            Expect.that("accepted " + accepted + ", there is room for " + room, accepted >= room);
            final int[] coming = {0};
            final Request count = comm.iRecv(coming, 1, MPI.INT, left, TAG + 1);
            comm.send(new int[] {accepted}, 1, MPI.INT, right, TAG + 1);
            count.waitFor();
            final int[] received = new int[items];
            for (int i = 0; i < coming[0]; i++) {
                comm.recv(received, items, MPI.INT, left, TAG);
                Expect.equal("first item of message " + i, i, received[0]);
                Expect.equal("last item of message " + i, -i, received[items - 1]);
            }
            Expect.that("what was attached comes back", MPI.Buffer_detach() == attached);
        }
        Expect.failure("detach twice", MPI.ERR_BUFFER, MPI::detachBuffer);
        Expect.failure("send without", MPI.ERR_BUFFER, () -> comm.Bsend(new int[1], 0, 1, MPI.INT, right, TAG));
    }

    private int fill(final int items) {
        final int[] data = new int[items];
        for (int i = 0;; i++) {
            data[0] = i;
            data[items - 1] = -i;
            try {
                comm.Bsend(data, 0, items, MPI.INT, right, TAG);
            } catch (final mpi.MPIException e) {
                Expect.equal("class of " + e.getMessage(), MPI.ERR_BUFFER, e.getErrorClass());
                return i;
            }
        }
    }
}
