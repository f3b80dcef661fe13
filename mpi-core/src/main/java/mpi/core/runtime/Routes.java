package mpi.core.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import mpi.MPI;
import mpi.core.boot.ControlChannel;
import mpi.core.boot.JobEnvironment;
import mpi.core.diag.Counters;
import mpi.core.p2p.PointToPoint;
import mpi.core.transport.Endpoint;
import mpi.core.transport.Transport;
import mpi.core.transport.TransportContext;
import mpi.core.transport.TransportProvider;
import mpi.spi.Faults;

/**
 * Finds a way to every peer: opens transports in order of preference until every rank can reach every other (engine
 * invariant 23). All ranks take the same steps: two exchanges a transport, of cards and of whether somebody needs
 * another transport. The second also tells that everybody has attached.
 */
final class Routes {
    private final JobEnvironment job;
    private final TransportContext context;
    private final ControlChannel control;
    private final Endpoint[] endpoints;
    private final Endpoint[] fallbacks;
    private final int[] hostIds;
    /** Who has opened memory that the ranks of this host share; all of them have found the same. */
    private final boolean[] sharesMemory;
    /** Whether the first way to a peer may turn out to have no room. */
    private boolean needsFallback;
    private final List<Transport> transports = new ArrayList<>();

    Routes(final TransportContext context, final ControlChannel control) {
        this.job = context.job();
        this.context = context;
        this.control = control;
        endpoints = new Endpoint[job.size()];
        fallbacks = new Endpoint[job.size()];
        hostIds = new int[job.size()];
        sharesMemory = new boolean[job.size()];
    }

    /** Opens what is needed; collective. */
    void find(final List<TransportProvider> providers) throws IOException {
        boolean found = false;
        try {
            search(providers);
            found = true;
        } finally {
            if (!found) {
                transports.forEach(transport -> transport.close(false));
            }
        }
    }

    private void search(final List<TransportProvider> providers) throws IOException {
        final List<String> refusals = new ArrayList<>();
        boolean complete = false;
        for (int i = 0; i < providers.size() && !complete; i++) {
            complete = open(providers.get(i), refusals);
        }
        for (int peer = 0; peer < job.size(); peer++) {
            if (peer != job.rank() && endpoints[peer] == null) {
                throw Faults.fault(MPI.ERR_OTHER, "init on rank " + job.rank() + " of " + job.size(),
                    "rank " + peer + " cannot be reached over " + names(providers) + String.join("", refusals)
                        + "; start with --transport auto, or see why the transports above refuse");
            }
        }
    }

    private static String names(final List<TransportProvider> providers) {
        return String.join(", ", providers.stream().map(TransportProvider::name).toList());
    }

    private boolean open(final TransportProvider provider, final List<String> refusals) throws IOException {
        Transport transport = null;
        try {
            transport = provider.open(context);
            transports.add(transport);
        } catch (final IOException e) {
            refusals.add(" (" + provider.name() + ": " + e.getMessage() + ")");
            System.getLogger(Routes.class.getName())
                .log(System.Logger.Level.DEBUG, "transport {0} cannot be used: {1}", provider.name(), e);
        }
        final byte[][] cards = control.exchange(card(transport));
        boolean used = false;
        for (int peer = 0; peer < cards.length; peer++) {
            final ByteBuffer card = ByteBuffer.wrap(cards[peer]);
            hostIds[peer] = card.getInt();
            sharesMemory[peer] |= transport != null && transport.hostMemory() != null && card.hasRemaining()
                && hostIds[peer] == job.hostId();
            if (peer != job.rank() && transport != null && card.hasRemaining()) {
                used |= take(peer, transport.attach(peer, bytes(card)));
            }
        }
        needsFallback |= transport != null && transport.mayRunOut();
        final boolean complete = !anybody(control.exchange(new byte[] {(byte) (isComplete() ? 0 : 1)}));
        if (transport != null) {
            transport.attached();
            if (!used) {
                transports.remove(transport);
                transport.close(true);
            }
        }
        return complete;
    }

    private boolean isComplete() {
        for (int peer = 0; peer < job.size(); peer++) {
            if (peer != job.rank() && (endpoints[peer] == null || needsFallback && fallbacks[peer] == null)) {
                return false;
            }
        }
        return true;
    }

    private byte[] card(final Transport transport) {
        final byte[] card = transport == null ? new byte[0] : transport.card();
        return ByteBuffer.allocate(Integer.BYTES + card.length).putInt(job.hostId()).put(card).array();
    }

    private static byte[] bytes(final ByteBuffer card) {
        final byte[] bytes = new byte[card.remaining()];
        card.get(bytes);
        return bytes;
    }

    private boolean take(final int peer, final Endpoint endpoint) {
        if (endpoints[peer] == null) {
            endpoints[peer] = endpoint;
        } else if (fallbacks[peer] == null) {
            fallbacks[peer] = endpoint;
        }
        return endpoint != null;
    }

    private static boolean anybody(final byte[][] flags) {
        for (final byte[] flag : flags) {
            if (flag.length != 1 || flag[0] != 0) {
                return true;
            }
        }
        return false;
    }

    /** Hands the ways over. */
    void apply(final PointToPoint messages, final Counters counters) {
        for (int peer = 0; peer < endpoints.length; peer++) {
            messages.place(peer, hostIds[peer]);
            if (sharesMemory[peer]) {
                messages.share(peer);
            }
            if (endpoints[peer] != null) {
                messages.route(endpoints[peer], fallbacks[peer]);
            }
            if (hostIds[peer] != job.hostId()) {
                counters.otherHost(peer);
            }
        }
    }

    /** Transports in use, in order of preference. */
    List<Transport> transports() {
        return List.copyOf(transports);
    }
}
