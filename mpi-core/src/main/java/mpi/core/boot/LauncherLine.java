package mpi.core.boot;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import mpi.core.diag.ErrorLog;

/**
 * A rank's line to the launcher's {@link RendezvousServer}. One daemon thread, {@code mpj-control}, reads what the
 * launcher says (engine invariant 11); every other method may be called from any thread.
 *
 * <p>The line is the rank's lifeline and outlives Finalize: it ends with the process, or with {@link #close}. A process
 * that calls Init again goes on with {@link #restart}.
 */
public final class LauncherLine implements ControlChannel {
    private static final Duration MISSING_LIMIT = Duration.ofSeconds(2);

    private final JobEnvironment job;
    private final Duration startLimit;
    private final ErrorLog errors;
    private final Socket socket;
    private final DataInputStream input;
    private final Thread thread;
    /** Held while a message is written, so that messages of two threads do not mix. */
    private final Object outputLock = new Object();

    /** Guards the fields below it. */
    private final Object stateLock = new Object();
    private final Map<Integer, String> deaths = new TreeMap<>();
    private ControlListener listener;
    private int epoch;
    private int nextRound;
    private PendingExchange pending;
    private boolean closed;
    private boolean lost;

    /** An exchange that this rank waits for, and the answer to the question who is missing in it. */
    private record PendingExchange(int epoch, int round, CompletableFuture<byte[][]> result,
        CompletableFuture<int[]> missing) {

        PendingExchange(final int epoch, final int round) {
            this(epoch, round, new CompletableFuture<>(), new CompletableFuture<>());
        }

        boolean is(final int otherEpoch, final int otherRound) {
            return epoch == otherEpoch && round == otherRound;
        }

        void fail(final String reason) {
            final IOException cause = new IOException(reason);
            result.completeExceptionally(cause);
            missing.completeExceptionally(cause);
        }
    }

    private LauncherLine(final JobEnvironment job, final Duration startLimit, final ControlListener listener,
        final ErrorLog errors, final Socket socket) throws IOException {
        this.job = job;
        this.startLimit = startLimit;
        this.listener = listener;
        this.errors = errors;
        this.socket = socket;
        epoch = job.epoch();
        input = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        thread = Thread.ofPlatform().name("mpj-control").daemon().unstarted(this::run);
    }

    /**
     * Connects to the launcher, proves the job's secret and joins.
     *
     * @param job the rank's place in its job
     * @param rendezvous where the launcher listens
     * @param startLimit how long to wait for the launcher, and in an exchange for the other ranks
     * @param listener takes what the launcher says
     * @param errors takes what fails in the background
     * @param shutdownHooks takes the thread that closes the line at the end of the process, usually
     *     {@code Runtime.getRuntime()::addShutdownHook}
     * @return the line, its thread already running
     * @throws IOException if the launcher cannot be reached in time or refuses this rank
     */
    public static LauncherLine connect(final JobEnvironment job, final InetSocketAddress rendezvous,
        final Duration startLimit, final ControlListener listener, final ErrorLog errors,
        final Consumer<Thread> shutdownHooks) throws IOException {
        final Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            socket.connect(new InetSocketAddress(rendezvous.getHostString(), rendezvous.getPort()),
                Math.clamp(startLimit.toMillis(), 1, Integer.MAX_VALUE));
            final LauncherLine line = new LauncherLine(job, startLimit, listener, errors, socket);
            line.join();
            line.thread.start();
            shutdownHooks.accept(Thread.ofPlatform().name("mpj-control-close").unstarted(line::close));
            return line;
        } catch (final IOException e) {
            socket.close();
            throw new IOException("launcher at " + rendezvous.getHostString() + ":" + rendezvous.getPort() + ": "
                + e.getMessage(), e);
        }
    }

    /**
     * Goes on in the next epoch, when Init is called again after Finalize.
     *
     * @param nextEpoch the epoch, greater than the one before
     * @param nextListener takes from now on what the launcher says
     */
    public void restart(final int nextEpoch, final ControlListener nextListener) {
        synchronized (stateLock) {
            if (nextEpoch <= epoch || pending != null) {
                throw new IllegalStateException("epoch " + nextEpoch + " after " + epoch);
            }
            epoch = nextEpoch;
            nextRound = 0;
            listener = nextListener;
        }
    }

    @Override
    public byte[][] exchange(final byte[] mine) throws IOException {
        final PendingExchange exchange = begin();
        try {
            send(new ControlMessage.Exchange(exchange.epoch(), exchange.round(), mine));
            try {
                return StartLimit.await(exchange.result(), startLimit);
            } catch (final TimeoutException e) {
                return afterTimeLimit(exchange);
            }
        } finally {
            synchronized (stateLock) {
                pending = null;
            }
        }
    }

    @Override
    public void initialized() {
        tell(new ControlMessage.Initialized());
    }

    @Override
    public void finalized(final String statistics) {
        tell(new ControlMessage.Finalized(statistics));
    }

    @Override
    public void abort(final int code, final String reason) {
        tell(new ControlMessage.Abort(code, reason == null ? "" : reason));
    }

    @Override
    public void close() {
        synchronized (stateLock) {
            closed = true;
            if (pending != null) {
                pending.fail("the line to the launcher was closed");
            }
        }
        try {
            socket.close();
        } catch (final IOException e) {
            errors.record("control: closing", e);
        }
    }

    private void join() throws IOException {
        socket.setSoTimeout(Math.clamp(startLimit.toMillis(), 1, Integer.MAX_VALUE));
        final Handshake handshake = Handshake.initiator(Handshake.Role.CONTROL, job.rank(), Handshake.LAUNCHER,
            job.jobId(), job.epoch(), job.secret(), new SecureRandom());
        try {
            while (handshake.outcome() == Handshake.Outcome.NEEDS_MORE) {
                socket.getOutputStream().write(handshake.takeOutput());
                // Byte by byte, out of the buffer: the handshake must not be given what stands behind it.
                handshake.receive(ByteBuffer.wrap(new byte[] {input.readByte()}));
            }
        } catch (final SocketTimeoutException e) {
            throw new IOException("no answer within " + startLimit.toSeconds() + " s", e);
        } catch (final EOFException e) {
            throw new IOException("it ended the connection; secret or job may be wrong", e);
        }
        switch (handshake.outcome()) {
            case ACCEPTED -> {}
            case REFUSED -> throw new IOException(
                "it refused rank " + job.rank() + "; a process has joined as this rank already, or it does not exist");
            default -> throw new IOException(distrust(handshake.outcome()));
        }
        socket.setSoTimeout(0);
        send(new ControlMessage.Hello(job.rank(), job.size(), ProcessHandle.current().pid()));
    }

    private static String distrust(final Handshake.Outcome outcome) {
        return switch (outcome) {
            case WRONG_SECRET -> "it does not know the secret in " + JobVariables.SECRET + "; each job has its own";
            case WRONG_JOB -> "it runs another job than the one in " + JobVariables.JOB;
            case WRONG_VERSION -> "it is of another version of mpj";
            default -> "it is no launcher of mpj (" + outcome + ")";
        };
    }

    private PendingExchange begin() throws IOException {
        synchronized (stateLock) {
            if (closed || lost) {
                throw new IOException("the line to the launcher is closed");
            }
            if (!deaths.isEmpty()) {
                final Map.Entry<Integer, String> death = deaths.entrySet().iterator().next();
                throw new IOException(deathText(death.getKey(), death.getValue()));
            }
            if (pending != null) {
                throw new IllegalStateException("two threads exchange at the same time");
            }
            pending = new PendingExchange(epoch, nextRound);
            nextRound++;
            return pending;
        }
    }

    private byte[][] afterTimeLimit(final PendingExchange exchange) throws IOException {
        send(new ControlMessage.MissingQuery(exchange.epoch(), exchange.round()));
        try {
            final int[] missing = StartLimit.await(exchange.missing(), MISSING_LIMIT);
            if (missing.length == 0) {
                // Completed between the time limit and the question: then the result came before the answer.
                return StartLimit.await(exchange.result(), Duration.ZERO);
            }
            throw new IOException(StartLimit.exceeded(startLimit, missing, job.size()));
        } catch (final TimeoutException e) {
            throw new IOException(StartLimit.exceeded(startLimit), e);
        }
    }

    private void send(final ControlMessage message) throws IOException {
        final ByteBuffer encoded = ControlCodec.encode(message);
        synchronized (outputLock) {
            socket.getOutputStream().write(encoded.array(), encoded.arrayOffset(), encoded.limit());
        }
    }

    /** Sends what has no answer; that the line is broken is found out, and acted on, by the reading thread. */
    private void tell(final ControlMessage message) {
        try {
            send(message);
        } catch (final IOException e) {
            errors.record("control: telling the launcher", e);
        }
    }

    private void run() {
        try {
            while (true) {
                onMessage(read());
            }
        } catch (final IOException e) {
            onBroken(e);
        }
    }

    private ControlMessage read() throws IOException {
        final byte[] header = new byte[ControlCodec.HEADER_BYTES];
        input.readFully(header);
        final int messageBytes = ControlCodec.messageBytes(ByteBuffer.wrap(header));
        final byte[] message = Arrays.copyOf(header, messageBytes);
        input.readFully(message, header.length, messageBytes - header.length);
        return ControlCodec.decode(ByteBuffer.wrap(message));
    }

    private void onMessage(final ControlMessage message) throws IOException {
        if (!(message instanceof ControlMessage.FromLauncher fromLauncher)) {
            throw new ProtocolException("a message that only a rank sends");
        }
        // Not a switch over patterns: the JVM would make its classes at run time, at the start of every rank.
        if (fromLauncher instanceof ControlMessage.Exchanged exchanged) {
            onExchanged(exchanged);
        } else if (fromLauncher instanceof ControlMessage.Missing missing) {
            onMissing(missing);
        } else if (fromLauncher instanceof ControlMessage.StateQuery query) {
            answer(query);
        } else if (fromLauncher instanceof ControlMessage.PeerDied died) {
            onPeerDied(died);
        }
    }

    private void onExchanged(final ControlMessage.Exchanged exchanged) throws IOException {
        if (exchanged.all().length != job.size()) {
            throw new ProtocolException("an exchange of " + exchanged.all().length + " ranks, expected " + job.size());
        }
        synchronized (stateLock) {
            if (pending != null && pending.is(exchanged.epoch(), exchanged.round())) {
                pending.result().complete(exchanged.all());
            }
        }
    }

    private void onMissing(final ControlMessage.Missing missing) {
        synchronized (stateLock) {
            if (pending != null && pending.is(missing.epoch(), missing.round())) {
                pending.missing().complete(missing.ranks());
            }
        }
    }

    private void onPeerDied(final ControlMessage.PeerDied died) {
        final ControlListener current;
        synchronized (stateLock) {
            deaths.putIfAbsent(died.rank(), died.reason());
            if (pending != null) {
                pending.fail(deathText(died.rank(), died.reason()));
            }
            current = listener;
        }
        tellListener(() -> current.onPeerDied(died.rank(), died.reason()));
    }

    private void answer(final ControlMessage.StateQuery query) {
        final ControlListener current;
        synchronized (stateLock) {
            current = listener;
        }
        tellListener(() -> tell(new ControlMessage.State(query.id(), current.state(),
            query.wantStacks() ? ThreadStacks.take() : "")));
    }

    private void onBroken(final IOException cause) {
        final String reason = "the line to the launcher broke: "
            + (cause instanceof EOFException ? "the launcher has ended it" : cause.toString());
        final ControlListener current;
        synchronized (stateLock) {
            if (closed) {
                return;
            }
            lost = true;
            if (pending != null) {
                pending.fail(reason);
            }
            current = listener;
        }
        errors.record("control: " + reason);
        tellListener(current::onLauncherLost);
    }

    /** A listener that fails must not end the lifeline's thread: the failure is kept, and the line goes on. */
    private void tellListener(final Runnable call) {
        try {
            call.run();
        } catch (final RuntimeException e) {
            errors.record("control: listener failed", e);
        }
    }

    private static String deathText(final int rank, final String reason) {
        return "rank " + rank + " died: " + reason;
    }
}
