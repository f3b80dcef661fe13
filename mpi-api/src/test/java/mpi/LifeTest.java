package mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.CodeSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/**
 * Init, Finalize, and what may be done before, between and after. Each test has package {@code mpi} of its own, in a
 * class loader of its own, as ranks that share a JVM have.
 */
class LifeTest {
    private static final String HINT = """
        init: there is no MPI engine on the class path. Start the program with mpjrun, or add to its pom.xml

            <dependency>
                <groupId>dev.mpj</groupId>
                <artifactId>mpjrun</artifactId>
                <version>%s</version>
                <scope>runtime</scope>
            </dependency>
         (MPI.ERR_OTHER)""";

    /** What a test does inside its own class loader; answers a line. */
    private static String isolated(final Class<? extends Callable<String>> program, final boolean withEngine)
        throws Exception {
        try (URLClassLoader loader = new OwnMpi(withEngine)) {
            final Class<?> own = loader.loadClass(program.getName());
            assertNotSame(program, own);
            return (String) own.getMethod("call").invoke(own.getConstructor().newInstance());
        } catch (final InvocationTargetException e) {
            throw (Exception) e.getCause();
        }
    }

    /** Loads package {@code mpi} itself; hides the provider of an engine if there shall be none. */
    private static final class OwnMpi extends URLClassLoader {
        private final boolean withEngine;

        OwnMpi(final boolean withEngine) {
            super(new URL[] {locationOf(MPI.class), locationOf(LifeTest.class)}, MPI.class.getClassLoader());
            this.withEngine = withEngine;
        }

        private static URL locationOf(final Class<?> type) {
            final CodeSource source = type.getProtectionDomain().getCodeSource();
            return source.getLocation();
        }

        @Override
        protected Class<?> loadClass(final String name, final boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("mpi.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                final Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : findClass(name);
            }
        }

        @Override
        public java.util.Enumeration<URL> getResources(final String name) throws IOException {
            if (name.startsWith("META-INF/services/mpi.")) {
                return withEngine ? findResources(name) : java.util.Collections.emptyEnumeration();
            }
            return super.getResources(name);
        }
    }

    private static String textOf(final Runnable call) {
        try {
            call.run();
            return "no exception";
        } catch (final MPIException e) {
            return e.getMessage();
        }
    }

    /** Uses what may be used before Init, and what may not. */
    public static final class BeforeInit implements Callable<String> {
        /** Made by name. */
        public BeforeInit() {}

        @Override
        public String call() {
            assertFalse(MPI.isInitialized() || MPI.Initialized() || MPI.isFinalized());
            assertEquals("4.1", MPI.getVersion().toString());
            assertTrue(MPI.getLibVersion().startsWith("mpj "));
            assertEquals(3, MPI.newIntBuffer(3).capacity());
            assertEquals(2, MPI.slice(new int[3], 1).capacity());
            assertEquals(8, MPI.INT2.getExtent());
            assertTrue(new Op((in, inOut, count, type) -> {}, true).isCommutative());
            assertTrue(MPI.wtime() > 0 && MPI.Wtick() > 0);
            assertFalse(MPI.COMM_WORLD.isNull());
            return String.join("\n", textOf(() -> MPI.COMM_WORLD.Rank()),
                textOf(() -> MPI.COMM_WORLD.send(new int[1], 1, MPI.INT, 0, 0)),
                textOf(() -> MPI.COMM_SELF.barrier()), textOf(MPI::Finalize), textOf(MPI::queryThread),
                MPI.COMM_WORLD.toString());
        }
    }

    @Test
    void shouldSayThatMpiIsNotInitialized() throws Exception {
        assertEquals(
            """
                comm_rank on COMM_WORLD: MPI is not initialized, call MPI.Init first (MPI.ERR_OTHER)
                send on COMM_WORLD: MPI is not initialized, call MPI.Init first (MPI.ERR_OTHER)
                barrier on COMM_SELF: MPI is not initialized, call MPI.Init first (MPI.ERR_OTHER)
                finalize: MPI is not initialized, call MPI.Init first (MPI.ERR_OTHER)
                query_thread: MPI is not initialized, call MPI.Init first (MPI.ERR_OTHER)
                COMM_WORLD (not in use)""",
            isolated(BeforeInit.class, true));
    }

    /** Starts without an engine. */
    public static final class WithoutEngine implements Callable<String> {
        /** Made by name. */
        public WithoutEngine() {}

        @Override
        public String call() {
            final String text = textOf(() -> MPI.Init(null));
            assertFalse(MPI.isInitialized());
            return text;
        }
    }

    @Test
    void shouldSayHowToAddAnEngine() throws Exception {
        assertEquals(HINT.formatted(Release.VERSION), isolated(WithoutEngine.class, false));
        assertTrue(Release.VERSION.matches("\\d+\\.\\d+.*"), Release.VERSION);
    }

    /** Starts, ends, and starts again. */
    public static final class Twice implements Callable<String> {
        /** Made by name. */
        public Twice() {}

        @Override
        public String call() {
            final String[] arguments = {"-x", "3"};
            final FakeEngine first = new FakeEngine(4, 2);
            first.world.child = new FakeComm("COMM_WORLD.dup", new int[] {0, 1, 2, 3}, 2);
            FakeProvider.next = first;
            assertEquals(List.of("-x", "3"), List.of(MPI.Init(arguments)));
            assertEquals(MPI.THREAD_MULTIPLE, FakeProvider.requiredThreadLevel);
            assertTrue(MPI.isThreadMain() && MPI.isMainThread() && MPI.queryThread() == MPI.THREAD_MULTIPLE);
            final Intracomm dup = MPI.COMM_WORLD.dup();
            final String twice = textOf(() -> MPI.Init(arguments));
            MPI.Finalize();
            assertTrue(first.finished && MPI.isInitialized() && MPI.isFinalized());
            final String after = String.join("\n", textOf(() -> MPI.COMM_WORLD.Rank()),
                textOf(() -> dup.recv(null, 0, MPI.INT, 0, 0)), textOf(MPI::Finalize));
            assertEquals(1, MPI.newByteBuffer(1).capacity());
            FakeProvider.next = new FakeEngine(2, 1);
            assertEquals(0, MPI.Init(null).length);
            assertFalse(MPI.isFinalized());
            assertEquals(1, MPI.COMM_WORLD.getRank());
            final String stale = textOf(dup::barrier);
            MPI.Finalize();
            return String.join("\n", twice, after, stale);
        }
    }

    @Test
    void shouldStartAgainAfterFinalize() throws Exception {
        assertEquals("""
            init: MPI is initialized already (MPI.ERR_OTHER)
            comm_rank on COMM_WORLD: MPI is finalized (MPI.ERR_OTHER)
            recv on COMM_WORLD.dup: MPI is finalized (MPI.ERR_OTHER)
            finalize: MPI is finalized (MPI.ERR_OTHER)
            barrier on COMM_WORLD.dup: MPI is finalized (MPI.ERR_OTHER)""", isolated(Twice.class, true));
    }

    /** Asks for thread levels. */
    public static final class Threads implements Callable<String> {
        /** Made by name. */
        public Threads() {}

        @Override
        public String call() throws InterruptedException {
            assertEquals(MPI.THREAD_MULTIPLE, MPI.InitThread(null, MPI.THREAD_FUNNELED));
            assertEquals(MPI.THREAD_FUNNELED, FakeProvider.requiredThreadLevel);
            final boolean[] main = {true};
            final Thread other = new Thread(() -> main[0] = MPI.isThreadMain());
            other.start();
            other.join();
            assertFalse(main[0]);
            MPI.Finalize();
            assertEquals(1, MPI.initThread(MPI.THREAD_SERIALIZED, 0, new String[] {"a"}).length);
            assertEquals(MPI.THREAD_SERIALIZED, FakeProvider.requiredThreadLevel);
            MPI.Finalize();
            return textOf(() -> MPI.InitThread(null, 4));
        }
    }

    @Test
    void shouldPassTheThreadLevel() throws Exception {
        assertEquals("init_thread: the thread level is 4, it must be one of MPI.THREAD_*, which are 0 to 3"
            + " (MPI.ERR_ARG)", isolated(Threads.class, true));
    }
}
