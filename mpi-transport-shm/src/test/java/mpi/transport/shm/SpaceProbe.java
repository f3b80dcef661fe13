package mpi.transport.shm;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

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
            case "buffer" -> buffer(directory);
            case "open" -> open(directory);
            default -> throw new IllegalArgumentException(arguments[1]);
        }
    }

    private static void ring(final Path directory) throws IOException {
        final TestRank[] world = TestRank.world(directory, 2, MIB);
        System.out.println("mayRunOut " + world[0].transport.mayRunOut());
        System.out.println("first " + world[0].to(world[1]).trySend(TestRank.eager(8), new byte[8], 0, 8));
        System.out.println("again " + world[0].to(world[1]).trySend(TestRank.eager(8), new byte[8], 0, 8));
        System.out.println("data " + world[0].to(world[1]).trySendData(TestRank.data(8, 0), new byte[8], 0, 8));
        System.out.println("polled " + world[1].transport.poll(10));
        TestRank.close(world);
    }

    private static void buffer(final Path directory) throws IOException {
        final TestRank[] world = TestRank.world(directory, 2, 65536);
        System.out.println("buffer " + world[0].transport.allocate(MIB));
        System.out.println("again " + world[0].transport.allocate(MIB));
        TestRank.close(world);
    }

    private static void open(final Path directory) throws IOException {
        fill(directory);
        try {
            TestRank.world(directory, 2, 65536);
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
