package mpi.core.kit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test whose method every rank of a job runs, once for each number of ranks and each transport.
 *
 * <p>Ranks are threads of this JVM; each has its own copies of the test class, of its package, and of all packages of
 * ours, so that {@code MPI.COMM_WORLD} is the rank's. The method may take the rank's world as a parameter of type
 * {@code mpi.Intracomm}. The kit calls Init before it and Finalize after it. The test fails with the first exception of
 * any rank, if a rank leaves a thread behind, and, with the stacks of all ranks, if the time is over. JUnit's callbacks
 * such as {@code @BeforeEach} run once a job, not in the ranks; the class needs a constructor without parameters.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(MpiTestExtension.class)
public @interface MpiTest {
    /** Numbers of ranks. */
    int[] ranks();

    /** Transports: {@code loopback}, one whose module is on the class path, or {@code auto} for all of these. */
    String[] transport() default "loopback";

    /** How many hosts the ranks count as being on, in turn; over {@code auto} as under mpjrun. */
    int hosts() default 1;

    /** Settings as {@code MPJ_NAME=value}. */
    String[] settings() default {};

    /** Whether the kit calls Init and Finalize; otherwise the method does. */
    boolean init() default true;

    /** Unless 0: lets the loopback transport delay deliveries, in an order that depends on this number. */
    long delaySeed() default 0;

    /** How long one run may take. */
    int timeoutSeconds() default 60;
}
