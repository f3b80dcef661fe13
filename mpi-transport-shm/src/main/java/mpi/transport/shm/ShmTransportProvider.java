package mpi.transport.shm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import mpi.core.boot.JobEnvironment;
import mpi.core.runtime.Setting;
import mpi.core.runtime.Settings;
import mpi.core.transport.Transport;
import mpi.core.transport.TransportContext;
import mpi.core.transport.TransportProvider;

/**
 * Opens the transport between ranks of one host: rings and bulk memory in files of {@code /dev/shm}, or, where that is
 * not there, of the temporary directory.
 */
public final class ShmTransportProvider implements TransportProvider {
    /** The name of the transport. */
    static final String NAME = "shm";

    private static final int PREFERENCE = 10;
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    private static final String AGRONA_PACKAGE = "jdk.internal.misc";

    /** Makes the provider; called by {@link java.util.ServiceLoader}. */
    public ShmTransportProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int preference() {
        return PREFERENCE;
    }

    @Override
    public Transport open(final TransportContext context) throws IOException {
        if (!Object.class.getModule().isOpen(AGRONA_PACKAGE, ShmTransportProvider.class.getModule())) {
            throw new IOException("shared memory needs the JVM option --add-opens java.base/" + AGRONA_PACKAGE
                + "=ALL-UNNAMED, which mpjrun passes: add it to the java command");
        }
        final Path base = base(context.settings());
        final String user = System.getProperty("user.name");
        final JobDirectory directory = JobDirectory.enter(base, user, context.job());
        try {
            if (context.job().localRank() == 0) {
                JobDirectory.removeStale(base, user, Optional.of(directory.path()));
            }
            return open(context, directory, new Space(base, directory.lock()::tryTakeWarning));
        } catch (final IOException | RuntimeException e) {
            try (directory) {
                throw e;
            }
        }
    }

    @Override
    public void removeLeftovers(final Settings settings) throws IOException {
        JobDirectory.removeStale(base(settings), System.getProperty("user.name"), Optional.empty());
    }

    private static Transport open(final TransportContext context, final JobDirectory directory, final Space space)
        throws IOException {
        final JobEnvironment job = context.job();
        final SegmentDescriptor layout = layout(context.settings(), job.localSize());
        // Twice the rings: other programs use the same memory, and buffers come and go.
        final boolean mayRunOut = space.usableBytes() < 2 * layout.worstCaseBytes();
        final Card card = new Card(job.hostId(), job.localRank(), layout, new SecureRandom().nextLong(),
            directory.segment().toString());
        final Segment own = Segment.create(card);
        try {
            Ownership.check(directory.path(), directory.segment());
            return new ShmTransport(context, directory, card, own, space, mayRunOut);
        } catch (final IOException e) {
            try (own) {
                throw e;
            }
        }
    }

    static SegmentDescriptor layout(final Settings settings, final int localSize) {
        final int ringCapacity = RingSizes.capacity(settings.count(Setting.SHM_RING), localSize);
        return new SegmentDescriptor(localSize, ringCapacity);
    }

    private static Path base(final Settings settings) {
        final String configured = settings.text(Setting.SHM_DIRECTORY);
        if (!configured.isEmpty()) {
            return Path.of(configured).toAbsolutePath();
        }
        return Files.isDirectory(SHARED_MEMORY) && Files.isWritable(SHARED_MEMORY)
            ? SHARED_MEMORY
            : Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    }
}
