package mpjrun.cli;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import mpi.core.runtime.Rehearsal;
import mpjrun.plan.AotFlags;

/**
 * Makes the caches of {@link StartCache}, in a process of its own: runs a job of two ranks whose launcher and whose
 * rank 0 note which classes they use, then the same job once more from the caches, as a trial.
 */
final class StartCacheMaker {
    /** Names the file into which rank 0 of a job makes a cache, in a property of its launcher. */
    static final String OUTPUT_PROPERTY = "mpjrun.rehearsal";

    /** So many entries are kept; the one not used for the longest time goes first. */
    static final int MAX_ENTRIES = 4;

    private static final String NEW = "new-";
    private static final String OLD = "old-";
    private static final String LOCK = "lock";
    private static final String JOB_SECONDS = "60";
    /** Longer than the job may take: the JVMs make their caches after it. */
    private static final long PROCESS_SECONDS = 180;
    /** What the processes of a rehearsal inherit: nothing that a user has set for the ranks of a job. */
    private static final Set<String> VARIABLES = Set.of("PATH", "HOME", "XDG_CACHE_HOME", "TMPDIR", "LANG");

    private final StartCache cache;

    private StartCacheMaker(final StartCache cache) {
        this.cache = cache;
    }

    /**
     * Makes the caches, unless another process does so.
     *
     * @param arguments the user's cache, directory of our jars, flag of the collector
     * @throws IOException if the cache cannot be written, which nobody sees: there is none, and starts take their time
     * @throws InterruptedException never
     */
    public static void main(final String[] arguments) throws IOException, InterruptedException {
        make(StartCache.of(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(System.getProperty("java.home")),
            arguments[2]));
    }

    /**
     * Makes the caches, unless another process does so.
     *
     * @param cache which
     * @throws IOException if the cache cannot be written
     * @throws InterruptedException if this thread is interrupted
     */
    static void make(final StartCache cache) throws IOException, InterruptedException {
        Files.createDirectories(cache.root());
        try (FileChannel lock = FileChannel.open(cache.root().resolve(LOCK), StandardOpenOption.CREATE,
            StandardOpenOption.WRITE)) {
            if (lock.tryLock() != null && cache.ofRanks().isEmpty() && !cache.hasFailed()) {
                new StartCacheMaker(cache).make();
            }
        }
    }

    private void make() throws IOException, InterruptedException {
        removeUnfinished();
        removeOutdated();
        final Path made = Files.createTempDirectory(cache.root(), NEW);
        try {
            final String failure = rehearse(made);
            if (failure.isEmpty()) {
                force(made.resolve(StartCache.RANKS));
                force(made.resolve(StartCache.LAUNCHER));
                Files.writeString(made.resolve(StartCache.PLACE), cache.place(made));
                force(made.resolve(StartCache.PLACE));
            } else {
                for (final String file : List.of(StartCache.RANKS, StartCache.LAUNCHER)) {
                    Files.deleteIfExists(made.resolve(file));
                }
                StartCache.fail(made, failure);
            }
            publish(made);
            removeBeyondLimit();
        } finally {
            FileTree.delete(made);
        }
    }

    /** Makes both caches and tries them; returns what went wrong. */
    private String rehearse(final Path made) throws IOException, InterruptedException {
        final Path ranks = made.resolve(StartCache.RANKS);
        final Path launcher = made.resolve(StartCache.LAUNCHER);
        final List<String> making = new ArrayList<>(AotFlags.to(launcher));
        making.add("-D" + OUTPUT_PROPERTY + "=" + ranks);
        if (!isDone(job(making, List.of()), made)) {
            return "the job to learn from has failed";
        }
        // A JVM that is told to be strict ends where it would otherwise start without the cache.
        final List<String> strict = new ArrayList<>(List.of("-XX:AOTMode=on"));
        strict.addAll(AotFlags.from(launcher));
        final List<String> strictRanks = new ArrayList<>(List.of("-XX:AOTMode=on"));
        strictRanks.addAll(AotFlags.from(ranks));
        return isDone(job(strict, strictRanks), made) ? "" : "the JVM refuses the caches";
    }

    private List<String> job(final List<String> launcherFlags, final List<String> rankFlags) throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(cache.javaHome().resolve("bin/java").toString());
        // As in the script, since a cache holds for one collector and one class path.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xlog:aot=off", "-Xlog:cds=off"));
        command.addAll(launcherFlags);
        command.add("-Dmpj.lib=" + cache.libraries());
        command.add("-cp");
        command.add(String.join(File.pathSeparator,
            StartCache.jars(cache.libraries()).stream().map(Path::toString).toList()));
        command.addAll(List.of(Main.class.getName(), "-n", "2", "--timeout", JOB_SECONDS, cache.collector()));
        command.addAll(rankFlags);
        command.add(Rehearsal.class.getName());
        return command;
    }

    private static boolean isDone(final List<String> command, final Path directory)
        throws IOException, InterruptedException {
        final Process process = process(command, directory).start();
        if (process.waitFor(PROCESS_SECONDS, TimeUnit.SECONDS)) {
            return process.exitValue() == 0;
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        return false;
    }

    /** A process that nobody hears of. */
    static ProcessBuilder process(final List<String> command, final Path directory) {
        final ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
        final Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(VARIABLES);
        return builder;
    }

    /** What is not written when the machine stops is to be missing, not wrong. */
    private static void force(final Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private void publish(final Path made) throws IOException {
        if (Files.exists(cache.entry())) {
            // one whose files are not as they were made
            remove(cache.entry());
        }
        Files.move(made, cache.entry(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Only the holder of the lock makes such directories: what is there was left behind. */
    private void removeUnfinished() throws IOException {
        for (final Path directory : directories()) {
            final String name = directory.getFileName().toString();
            if (name.startsWith(NEW) || name.startsWith(OLD)) {
                FileTree.delete(directory);
            }
        }
    }

    /** The launcher might start from a cache of jars that have been replaced where they were, with their times. */
    private void removeOutdated() throws IOException {
        for (final Path entry : directories()) {
            if (cache.isOutdated(entry)) {
                remove(entry);
            }
        }
    }

    /** Entries of installations that are not used any more are the first to go. */
    private void removeBeyondLimit() throws IOException {
        final List<Path> entries = new ArrayList<>(directories());
        entries.sort(Comparator.comparing(StartCacheMaker::lastUse).reversed());
        for (final Path entry : entries.subList(Math.min(MAX_ENTRIES, entries.size()), entries.size())) {
            remove(entry);
        }
    }

    private static long lastUse(final Path entry) {
        return entry.toFile().lastModified();
    }

    /** In one step: nobody finds half an entry. Who has mapped a file of it keeps that. */
    private void remove(final Path entry) throws IOException {
        final Path doomed = Files.createTempDirectory(cache.root(), OLD);
        Files.move(entry, doomed, StandardCopyOption.ATOMIC_MOVE);
        FileTree.delete(doomed);
    }

    private List<Path> directories() throws IOException {
        final List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(cache.root(), Files::isDirectory)) {
            files.forEach(found::add);
        }
        return found;
    }
}
