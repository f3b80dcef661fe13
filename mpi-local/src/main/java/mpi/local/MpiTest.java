package mpi.local;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test whose method every rank of a world runs, once for each number of ranks; for JUnit 5 and 6.
 *
 * <pre>{@code
 * @MpiTest(ranks = {1, 2, 4})
 * void shouldAddUp(Intracomm world) {
 *     int[] sum = {1};
 *     world.allReduce(sum, 1, MPI.INT, MPI.SUM);
 *     assertEquals(world.getSize(), sum[0]);
 * }
 * }</pre>
 *
 * <p>Ranks are threads of this JVM with their own copies of all classes, see {@link LocalWorld}; so the test's statics
 * and {@code MPI.COMM_WORLD} are the rank's own. Each rank makes its own instance of the test class, by a constructor
 * without parameters, between whose methods and those of other ranks nothing is shared. MPI is initialized before the
 * method and finalized after it; the method may take the rank's world as its parameter. Callbacks such as
 * {@code @BeforeEach} run once for the world, not in the ranks.
 *
 * <p>The test fails with what the first failing rank has thrown, with a {@link LocalWorldException} that names the rank
 * among its suppressed exceptions; if a rank leaves a thread behind; and, with the stacks of all threads, if the time
 * is over.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(MpiTestExtension.class)
public @interface MpiTest {
    /**
     * Numbers of ranks.
     *
     * @return each at least 1
     */
    int[] ranks();

    /**
     * Settings.
     *
     * @return each as {@code mpj.eager.limit=0}
     */
    String[] settings() default {};

    /**
     * Whether Init and Finalize are called around the method; otherwise the method does it and takes no parameter.
     *
     * @return true if they are
     */
    boolean init() default true;

    /**
     * How long one run may take.
     *
     * @return time limit in seconds
     */
    int timeoutSeconds() default 60;
}
