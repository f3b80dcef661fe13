package mpi.core.runtime;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import mpi.MPI;
import mpi.core.boot.ControlChannel;
import mpi.core.boot.EnvironmentDetector;
import mpi.core.boot.JobEnvironment;
import mpi.core.boot.JobVariables;
import mpi.core.boot.LauncherLine;
import mpi.core.boot.LocalControl;
import mpi.core.boot.Place;
import mpi.core.diag.ErrorLog;
import mpi.core.fault.SurvivorHandler;
import mpi.core.transport.Memory;
import mpi.core.transport.TransportProvider;
import mpi.spi.Faults;

/**
 * What outlives a rank in its process: the line to the launcher, and how often Init was called. The one thing of the
 * engine that is bound to the process, as package {@code mpi} is.
 */
final class ProcessLife {
    /** The life of this process, or of this class loader where ranks share a process. */
    static final ProcessLife OF_THIS_PROCESS = new ProcessLife();

    private Map<String, String> environment = System.getenv();
    private ConcurrentMap<String, CompletableFuture<Object>> hub;
    /** The only one there is; null to look for them. */
    private TransportProvider transport;
    private ProcessEnd end = ProcessEnd.HALT;
    private LauncherLine line;
    private int epoch;

    private ProcessLife() {}

    synchronized void bind(final Map<String, String> boundEnvironment,
        final ConcurrentMap<String, CompletableFuture<Object>> boundHub) {
        environment = boundEnvironment;
        hub = boundHub;
    }

    synchronized void bind(final TransportProvider boundTransport, final ProcessEnd boundEnd) {
        transport = boundTransport;
        end = boundEnd;
    }

    /** Joins the job; Init. */
    synchronized Rank start() {
        final Settings settings = new Settings(environment, System.getProperties());
        final Place place = hub == null ? EnvironmentDetector.detect(environment)
            : new Place(JobVariables.readJob(environment), Optional.empty());
        final JobEnvironment job = place.job().withEpoch(epoch);
        checkOptions(job);
        final ErrorLog errors = new ErrorLog();
        final RankListener listener = new RankListener(end);
        final Rank.Parts parts = Rank.parts(job, settings, errors);
        listener.answerFor(parts);
        try {
            final ControlChannel control = control(place, job, settings, listener, errors);
            epoch++; // also of an Init that fails from here on: it fails at all ranks, in the same exchange
            final Rank rank = Rank.join(job, settings, control, end, parts, providers(settings, job));
            control.initialized();
            return rank;
        } catch (final IOException e) {
            throw Rank.cannotJoin(job, e);
        }
    }

    private ControlChannel control(final Place place, final JobEnvironment job, final Settings settings,
        final RankListener listener, final ErrorLog errors) throws IOException {
        final Duration startLimit = Duration.ofSeconds(settings.number(Setting.START_TIMEOUT));
        if (hub != null) {
            return new LocalControl(hub, job, startLimit, listener);
        }
        if (place.rendezvous().isEmpty()) {
            return new NobodysControl();
        }
        if (line != null) {
            line.restart(job.epoch(), listener);
            return line;
        }
        final InetSocketAddress rendezvous = place.rendezvous().get();
        line = LauncherLine.connect(job, rendezvous, startLimit, listener, errors,
            Runtime.getRuntime()::addShutdownHook);
        SurvivorHandler.install(line::awaitVerdict);
        return line;
    }

    private void checkOptions(final JobEnvironment job) {
        if (transport == null && !job.isSingleton() && !Memory.hasAddresses()) {
            throw Faults.fault(MPI.ERR_OTHER, "init on rank " + job.rank() + " of " + job.size(),
                "this JVM was started without the options that ranks need; start with mpjrun, or add: "
                    + "--add-opens java.base/jdk.internal.misc=ALL-UNNAMED --enable-native-access=ALL-UNNAMED");
        }
    }

    private List<TransportProvider> providers(final Settings settings, final JobEnvironment job) {
        if (job.isSingleton()) {
            return List.of();
        }
        if (transport != null) {
            return List.of(transport);
        }
        final String wanted = settings.text(Setting.TRANSPORT);
        final List<String> names = new ArrayList<>();
        final List<TransportProvider> providers = new ArrayList<>();
        for (final TransportProvider provider : ServiceLoader.load(TransportProvider.class,
            ProcessLife.class.getClassLoader())) {
            names.add(provider.name());
            if ("auto".equals(wanted) || wanted.equals(provider.name())) {
                providers.add(provider);
            }
        }
        if (providers.isEmpty()) {
            throw Faults.fault(MPI.ERR_ARG, "init on rank " + job.rank() + " of " + job.size(),
                "setting " + Setting.TRANSPORT.property() + " is \"" + wanted + "\", expected auto or one of " + names);
        }
        // No Comparator.comparingInt: its lambda is one that no AOT cache can hold.
        providers.sort((one, other) -> Integer.compare(one.preference(), other.preference()));
        return providers;
    }
}
