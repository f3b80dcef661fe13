package mpi.transport.shm;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import mpi.core.diag.Counters.Value;
import mpi.core.transport.Memory;

/** Uses the transport in a file system of 512 KiB that belongs to this process, and prints what comes of it. */
final class SpaceProbe {
    private static final int MIB = 1 << 20;

    private SpaceProbe() {}

    /**
     * Runs one case.
     *
     * @param arguments the directory, and the case
     * @throws IOException if anything goes wrong that should not
     */
    public static void main(final String[] arguments) throws IOException {
        final Path directory = Path.of(arguments[0]);
        switch (arguments[1]) {
            case "ring" -> ring(directory);
            case "bulk" -> bulk(directory, false);
            case "no-bulk" -> bulk(directory, true);
            case "buffer" -> buffer(directory);
            case "open" -> open(directory);
            default -> throw new IllegalArgumentException(arguments[1]);
        }
    }

    private static void ring(final Path directory) throws IOException {
        final TestRank[] world = TestRank.world(directory, 2, MIB, 0);
        System.out.println("mayRunOut " + world[0].transport.mayRunOut());
        System.out.println("first " + world[0].to(world[1]).trySend(TestRank.eager(8), new byte[8], 0, 8));
        System.out.println("again " + world[0].to(world[1]).trySend(TestRank.eager(8), new byte[8], 0, 8));
        System.out.println("data " + world[0].to(world[1]).trySendData(TestRank.data(8, 0), new byte[8], 0, 8));
        System.out.println("polled " + world[1].transport.poll(10));
        TestRank.close(world);
    }

    private static void bulk(final Path directory, final boolean fill) throws IOException {
        final TestRank[] world = TestRank.world(directory, 2, 65536, MIB);
        world[0].to(world[1]).trySend(TestRank.eager(0), null, 0, 0);
        world[1].pollAll();
        if (fill) {
            fill(directory);
        }
        final byte[] message = TestRank.bytes(2 * MIB, 4);
        final byte[] copy = new byte[message.length];
        world[1].handler =
            (peer, frame, address) -> Memory.copyIn(address, copy, frame.dataOffset(), frame.payloadBytes);
        long sent = 0;
        long largest = 0;
        while (sent < message.length) {
            final int taken = world[0].to(world[1])
                .trySendData(TestRank.data(message.length, sent), message, sent,
                    message.length - sent);
            sent += Math.max(0, taken);
            largest = Math.max(largest, taken);
            if (taken < 0) {
                world[1].pollAll();
            }
        }
        world[1].pollAll();
        System.out.println("largest " + largest);
        System.out.println("equal " + Arrays.equals(message, copy));
        System.out.println("refused " + (world[0].counters.get(Value.BACK_PRESSURE) > 0));
        TestRank.close(world);
    }

    private static void buffer(final Path directory) throws IOException {
        final TestRank[] world = TestRank.world(directory, 2, 65536, 0);
        System.out.println("buffer " + world[0].transport.allocate(MIB));
        System.out.println("again " + world[0].transport.allocate(MIB));
        TestRank.close(world);
    }

    private static void open(final Path directory) throws IOException {
        fill(directory);
        try {
            TestRank.world(directory, 2, 65536, 0);
            System.out.println("opened");
        } catch (final IOException e) {
            System.out.println("refused to open");
        }
    }

    private static void fill(final Path directory) throws IOException {
        final Path filler = directory.resolve("filler");
        Files.createFile(filler);
        try (RandomAccessFile file = new RandomAccessFile(filler.toFile(), "rw")) {
            while (true) {
                file.write(new byte[4096]);
            }
        } catch (final IOException e) {
            System.out.println("filled");
        }
    }
}
