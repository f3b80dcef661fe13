package mpi.core.invariants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import mpi.core.runtime.EngineJob;
import mpi.core.runtime.EngineRank;
import mpi.core.runtime.Setting;
import mpi.spi.RequestEngine;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Engine invariant 1: a receiver never stops draining, and keeps a bounded amount of what nobody has asked for yet.
 */
public interface DrainingInvariant extends OnTransport {
    /** Tag of all messages but the last. */
    int TAG = 1;
    /** Tag of the message that is received first. */
    int LAST_TAG = 2;
    /** Receives under way; divides the numbers of messages. */
    int AT_ONCE = 500;

    /** In a JVM of its own, which has 64 MB for both ranks. */
    @Test
    @DisplayName("engine invariant 1: should take the second tag first behind 100,000 others, in 64 MB")
    default void shouldTakeTheSecondTagFirstInLittleMemory() throws IOException, InterruptedException {
        final Process child = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m", "-XX:+UseSerialGC",
            "--add-opens", "java.base/jdk.internal.misc=ALL-UNNAMED", "--enable-native-access=ALL-UNNAMED", "-cp",
            System.getProperty("java.class.path"), LittleMemory.class.getName(), transport())
            .redirectErrorStream(true)
            .start();
        child.getOutputStream().close();
        final String output = new String(child.getInputStream().readAllBytes());
        assertTrue(child.waitFor(60, TimeUnit.SECONDS));
        assertEquals("in order" + System.lineSeparator(), output);
        assertEquals(0, child.exitValue());
    }

    /** A flood of messages that fill the credit many times over. */
    @Test
    @DisplayName("engine invariant 1: should take the last of many kilobytes first")
    default void shouldTakeTheLastOfManyKilobytesFirst() throws InterruptedException {
        flood(transport(), 5_000, 1024);
    }

    /** The same, much longer. */
    @Test
    @Tag("soak")
    @DisplayName("engine invariant 1: should take the last of 200,000 kilobytes first")
    default void shouldTakeTheLastOfVeryManyKilobytesFirst() throws InterruptedException {
        flood(transport(), 200_000, 1024);
    }

    /** Rank 0 sends messages of one tag and one of another; rank 1 takes that one first, then the rest in order. */
    private static void flood(final String transport, final int messages, final int lengthBytes)
        throws InterruptedException {
        new EngineJob(2, transport).set(Setting.EAGER_CREDIT, 64 * 1024).run(rank -> {
            if (rank.number() == 0) {
                final RequestEngine[] sends = new RequestEngine[messages + 1];
                for (int i = 0; i < messages; i++) {
                    final byte[] data = new byte[lengthBytes];
                    mark(data, i);
                    sends[i] = rank.isend(data, 1, TAG);
                }
                sends[messages] = rank.isend(new byte[] {42}, 1, LAST_TAG);
                for (final RequestEngine send : sends) {
                    EngineRank.await(send);
                }
            } else {
                final byte[] last = new byte[1];
                rank.recv(last, 0, LAST_TAG);
                assertEquals(42, last[0]);
                final byte[][] rooms = new byte[AT_ONCE][lengthBytes];
                final RequestEngine[] receives = new RequestEngine[AT_ONCE];
                for (int i = 0; i < messages; i++) {
                    receives[i % AT_ONCE] = rank.irecv(rooms[i % AT_ONCE], 0, TAG);
                    if (i % AT_ONCE == AT_ONCE - 1) {
                        for (int j = 0; j < AT_ONCE; j++) {
                            EngineRank.await(receives[j]);
                            assertEquals(i - AT_ONCE + 1 + j, marked(rooms[j]));
                        }
                    }
                }
            }
        });
    }

    private static void mark(final byte[] data, final int number) {
        data[0] = (byte) number;
        data[1] = (byte) (number >>> 8);
        data[data.length - 1] = (byte) (number >>> 16);
    }

    private static int marked(final byte[] data) {
        return data[0] & 0xff | (data[1] & 0xff) << 8 | (data[data.length - 1] & 0xff) << 16;
    }

    /** What the child JVM runs. */
    final class LittleMemory {
        private static final int MESSAGES = 100_000;

        private LittleMemory() {}

        /** Takes the name of the transport. */
        public static void main(final String[] args) throws InterruptedException {
            flood(args[0], MESSAGES, 3);
            System.out.println("in order");
        }
    }
}
