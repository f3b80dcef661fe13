package mpi.core.kit;

import java.lang.reflect.Method;
import java.util.Map;
import mpi.MPI;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * What a rank of an {@link MpiTest} runs, loaded in the rank: binds the engine to the rank's place in the job,
 * then runs the test method between Init and Finalize.
 */
public final class RankMain {
    static final String TEST_CLASS = "test class";
    static final String TEST_METHOD = "test method";
    static final String INIT = "init";
    static final String DELAY_SEED = "delay seed";

    private RankMain() {}

    /**
     * Runs one rank.
     *
     * @param place see {@link LocalJob}
     * @throws ReflectiveOperationException if this class path has no engine or no such test
     */
    public static void run(final Map<String, Object> place) throws ReflectiveOperationException {
        LoopbackTransportProvider.join(place.get(LocalJob.HUB), (Long) place.get(DELAY_SEED));
        final Method bind = Class.forName("mpi.core.runtime.LocalBoot").getMethod("bind", Map.class);
        ReflectionSupport.invokeMethod(bind, null, place);
        final Class<?> testClass = Class.forName((String) place.get(TEST_CLASS));
        final String name = (String) place.get(TEST_METHOD);
        final Method method = ReflectionSupport.findMethods(testClass,
            candidate -> candidate.getName().equals(name) && candidate.isAnnotationPresent(MpiTest.class),
            HierarchyTraversalMode.BOTTOM_UP).getFirst();
        final Object test = ReflectionSupport.newInstance(testClass);
        if ((Boolean) place.get(INIT)) {
            MPI.Init(new String[0]);
            ReflectionSupport.invokeMethod(method, test, arguments(method));
            MPI.Finalize();
        } else {
            ReflectionSupport.invokeMethod(method, test);
        }
    }

    private static Object[] arguments(final Method method) {
        return method.getParameterCount() == 0 ? new Object[0] : new Object[] {MPI.COMM_WORLD};
    }
}
