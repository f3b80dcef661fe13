package mpi.core.p2p;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import mpi.MPI;
import mpi.core.transport.Allocation;
import mpi.spi.RequestEngine;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("engine invariant 17: exact receives are hashed, and of two that match the older one wins")
class MatchingInvariantTest {
    private static final int CONTEXT = 4;
    private static final int OUTSTANDING = 100_000;
    private static final int KINDS = 4;
    /** As many messages as a receive with a wildcard looks at without an index. */
    private static final int FEW = 32;

    private final Matching matching = new Matching();

    @Test
    void shouldLetTheOlderOfExactAndWildcardWin() {
        final ReceiveOperation exact = posted(1, 7);
        final ReceiveOperation any = posted(MPI.ANY_SOURCE, 7);
        final ReceiveOperation younger = posted(1, 7);
        assertSame(exact, take(1, 7));
        assertSame(any, take(1, 7));
        assertSame(younger, take(1, 7));
        assertNull(take(1, 7));
    }

    @Test
    void shouldSkipWildcardsThatWantSomethingElse() {
        final ReceiveOperation otherTag = posted(MPI.ANY_SOURCE, 8);
        final ReceiveOperation otherSource = posted(2, MPI.ANY_TAG);
        final ReceiveOperation anything = posted(MPI.ANY_SOURCE, MPI.ANY_TAG);
        assertNull(matching.takeReceive(CONTEXT + 2, 1, 7));
        assertSame(anything, take(1, 7));
        assertSame(otherTag, take(2, 8));
        assertSame(otherSource, take(2, 8));
    }

    @Test
    void shouldForgetWhatWasTakenBack() {
        final ReceiveOperation first = posted(1, 7);
        final ReceiveOperation any = posted(1, MPI.ANY_TAG);
        final ReceiveOperation last = posted(1, 7);
        matching.unpost(first);
        matching.unpost(any);
        assertSame(last, take(1, 7));
        assertNull(take(1, 7));
    }

    /** In quadratic time this would take hours; how far a look-up goes, the tests below count. */
    @Test
    void shouldMatchInLinearTimeWhenTagsAreSentAgainstTheOrderOfPosting() {
        final int messages = 100_000;
        final WiredRank[] ranks = WiredRank.join(2, Map.of());
        final byte[][] rooms = new byte[messages][1];
        final RequestEngine[] receives = new RequestEngine[messages];
        for (int tag = 0; tag < messages; tag++) {
            receives[tag] = ranks[1].irecv(0, rooms[tag], tag);
        }
        final byte[] data = new byte[1];
        for (int tag = messages - 1; tag >= 0; tag--) {
            data[0] = (byte) tag;
            ranks[0].isend(ranks[1], data, tag);
            ranks[0].to(ranks[1]).deliver(1);
            ranks[1].to(ranks[0]).deliver(1);
        }
        for (int tag = 0; tag < messages; tag++) {
            assertTrue(receives[tag].isDone());
            assertEquals((byte) tag, rooms[tag][0]);
        }
    }

    @Test
    void shouldFindAMatchAmongManyOutstandingReceivesInAFewSteps() {
        final EnvelopeTable table = new EnvelopeTable();
        final int sources = 100;
        final int tags = 1_000;
        for (int source = 0; source < sources; source++) {
            for (int tag = 0; tag < tags; tag++) {
                table.add(envelope(source, tag));
            }
        }
        int longest = 0;
        long steps = 0;
        for (int source = 0; source < sources; source++) {
            for (int tag = 0; tag < tags; tag++) {
                final int position = position(table.first(CONTEXT, source, tag));
                longest = Math.max(longest, position);
                steps += position;
            }
        }
        final long average = steps / (sources * tags);
        assertTrue(average <= 2 && longest < 64, "steps to a match: " + average + " on average, at most " + longest);
    }

    /** All kinds of receives, each of which only the last message but so many is for. */
    @Test
    void shouldGiveMessagesToManyPostedReceivesInFewSteps() {
        final Matching many = new Matching();
        final List<ReceiveOperation> receives = new ArrayList<>();
        for (int i = 0; i < OUTSTANDING; i++) {
            final ReceiveOperation receive = new ReceiveOperation(null);
            addressAny(receive, i);
            many.post(receive);
            receives.add(receive);
        }
        long steps = 0;
        for (int i = OUTSTANDING - 1; i >= 0; i--) {
            steps += stepsToReceive(many, receives.get(i).context, source(i), tag(i));
            assertSame(receives.get(i), many.takeReceive(receives.get(i).context, source(i), tag(i)));
        }
        assertTrue(steps < 10 * OUTSTANDING, steps + " steps for " + OUTSTANDING + " messages");
    }

    /** As above, the messages first; an index is made meanwhile. */
    @Test
    void shouldGiveManyKeptMessagesToReceivesInFewSteps() {
        final Matching many = new Matching();
        final List<UnexpectedMessage> messages = new ArrayList<>();
        for (int i = 0; i < OUTSTANDING; i++) {
            final UnexpectedMessage message = new UnexpectedMessage();
            address(message, contextOf(i), source(i), tag(i));
            many.keep(message);
            messages.add(message);
        }
        final ReceiveOperation receive = new ReceiveOperation(null);
        long steps = 0;
        for (int i = OUTSTANDING - 1; i >= 0; i--) {
            addressAny(receive, i);
            final UnexpectedMessage found = many.findMessage(receive.context, receive.source, receive.tag);
            assertSame(messages.get(i), found);
            steps += stepsToMessage(many, receive);
            many.remove(found);
        }
        assertTrue(steps < 10 * OUTSTANDING, steps + " steps for " + OUTSTANDING + " receives");
    }

    /** A context for each kind of wildcard, or one alone could take the message of another. */
    private static int contextOf(final int i) {
        return i % KINDS == KINDS - 1 ? CONTEXT + 2 * i : CONTEXT + i % KINDS;
    }

    private static int source(final int i) {
        return i;
    }

    private static int tag(final int i) {
        return 3 * i;
    }

    /** The receive of message {@code i}: exact, from anybody, of any tag, of any kind at all. */
    private static void addressAny(final Envelope receive, final int i) {
        final int kind = i % KINDS;
        address(receive, contextOf(i), kind % 2 == 1 ? MPI.ANY_SOURCE : source(i), kind >= 2 ? MPI.ANY_TAG : tag(i));
    }

    /** How many receives are compared with a message. */
    private static int stepsToReceive(final Matching many, final int context, final int source, final int tag) {
        return many.posted.steps(context, source, tag) + many.wildcards.steps(context, MPI.ANY_SOURCE, tag)
            + many.wildcards.steps(context, source, MPI.ANY_TAG)
            + many.wildcards.steps(context, MPI.ANY_SOURCE, MPI.ANY_TAG);
    }

    /** How many messages are compared with a receive. */
    private static int stepsToMessage(final Matching many, final Envelope receive) {
        final boolean isExact = receive.source != MPI.ANY_SOURCE && receive.tag != MPI.ANY_TAG;
        assertTrue(isExact || many.indexed || many.arrived.size() <= FEW, many.arrived.size() + " without an index");
        return isExact ? many.arrived.steps(receive.context, receive.source, receive.tag)
            : many.indexed ? many.index.table.steps(receive.context, receive.source, receive.tag) : FEW;
    }

    @Test
    void shouldGiveUpTheIndexWhenFewMessagesAreLeft() {
        for (int i = 0; i < 2 * FEW; i++) {
            keep(i, 0);
        }
        assertNotNull(matching.findMessage(CONTEXT, MPI.ANY_SOURCE, 0));
        assertFalse(matching.indexed);
        assertNull(matching.findMessage(CONTEXT, MPI.ANY_SOURCE, 1));
        assertTrue(matching.indexed);
        for (int i = 0; i < 2 * FEW - 1; i++) {
            matching.remove(matching.findMessage(CONTEXT, i, MPI.ANY_TAG));
        }
        assertFalse(matching.indexed);
        assertEquals(0, matching.index.table.size(), "keeps nothing alive");
        assertEquals(2 * FEW - 1, matching.findMessage(CONTEXT, MPI.ANY_SOURCE, MPI.ANY_TAG).source);
    }

    /** One message waits for ever; others come in numbers that need an index, again and again. */
    @Test
    void shouldNotAllocateForMessagesThatComeAfterOneNeverReceived() {
        keep(0, 1);
        final UnexpectedMessage[] pool = new UnexpectedMessage[2 * FEW];
        Arrays.setAll(pool, i -> new UnexpectedMessage());
        Allocation.assertSettlesAtNone(() -> {
            for (int round = 0; round < 1_000; round++) {
                for (int i = 0; i < pool.length; i++) {
                    address(pool[i], CONTEXT, i, 0);
                    matching.keep(pool[i]);
                    if (matching.findMessage(CONTEXT, i, MPI.ANY_TAG) == null || i == FEW && !matching.indexed) {
                        throw new AssertionError("message " + i);
                    }
                }
                for (int i = 0; i < pool.length; i++) {
                    matching.remove(matching.findMessage(CONTEXT, MPI.ANY_SOURCE, 0));
                }
            }
        });
        assertEquals(1, matching.findMessage(CONTEXT, MPI.ANY_SOURCE, MPI.ANY_TAG).tag);
    }

    private UnexpectedMessage keep(final int source, final int tag) {
        final UnexpectedMessage message = new UnexpectedMessage();
        address(message, CONTEXT, source, tag);
        matching.keep(message);
        return message;
    }

    /** Tags and ranks that differ in high bits only, as programs like to number them. */
    @Test
    void shouldSpreadKeysWithAStride() {
        final EnvelopeTable table = new EnvelopeTable();
        final int keys = 10_000;
        for (int i = 0; i < keys; i++) {
            table.add(envelope(0, i << 16));
        }
        long steps = 0;
        for (int i = 0; i < keys; i++) {
            steps += position(table.first(CONTEXT, 0, i << 16));
        }
        assertTrue(steps <= 8 * keys, steps + " steps for " + keys + " keys");
    }

    @Test
    void shouldGiveEveryMessageToTheReceiveThatAPlainListWould() {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        final List<ReceiveOperation> receives = new ArrayList<>();
        final List<UnexpectedMessage> messages = new ArrayList<>();
        int indexes = 0;
        boolean wasIndexed = false;
        for (int step = 0; step < 50_000; step++) {
            final int source = random.nextInt(3);
            final int tag = random.nextInt(step / 5_000 % 2 == 0 ? 4 : 40);
            final int context = random.nextInt(2);
            if (random.nextInt(20) == 0 && !receives.isEmpty()) {
                matching.unpost(receives.remove(random.nextInt(receives.size())));
            } else if (random.nextInt(10) < (step / 500 % 2 == 0 ? 7 : 3)) { // so that at times many wait
                arrive(context, source, tag, receives, messages, "step " + step + ", seed " + seed);
            } else {
                receive(context, random.nextInt(3) == 0 ? MPI.ANY_SOURCE : source,
                    random.nextInt(3) == 0 ? MPI.ANY_TAG : tag, receives, messages, "step " + step + ", seed " + seed);
            }
            while (step % 10_000 == 9_999 && !messages.isEmpty()) { // so that the index is given up
                matching.remove(messages.removeLast());
            }
            indexes += matching.indexed && !wasIndexed ? 1 : 0;
            wasIndexed = matching.indexed;
        }
        assertTrue(indexes > 1, "indexes made: " + indexes + ", seed " + seed);
    }

    private void arrive(final int context, final int source, final int tag, final List<ReceiveOperation> receives,
        final List<UnexpectedMessage> messages, final String what) {
        ReceiveOperation expected = null;
        for (final ReceiveOperation receive : receives) {
            if (expected == null && matches(receive, context, source, tag)) {
                expected = receive;
            }
        }
        assertSame(expected, matching.takeReceive(context, source, tag), what);
        if (expected == null) {
            final UnexpectedMessage message = new UnexpectedMessage();
            address(message, context, source, tag);
            matching.keep(message);
            messages.add(message);
        } else {
            receives.remove(expected);
        }
    }

    private void receive(final int context, final int source, final int tag, final List<ReceiveOperation> receives,
        final List<UnexpectedMessage> messages, final String what) {
        final ReceiveOperation receive = new ReceiveOperation(null);
        address(receive, context, source, tag);
        UnexpectedMessage expected = null;
        for (final UnexpectedMessage message : messages) {
            if (expected == null && matches(receive, message.context, message.source, message.tag)) {
                expected = message;
            }
        }
        assertSame(expected, matching.findMessage(context, source, tag), what);
        if (expected == null) {
            matching.post(receive);
            receives.add(receive);
        } else {
            matching.remove(expected);
            messages.remove(expected);
        }
    }

    private static boolean matches(final Envelope receive, final int context, final int source, final int tag) {
        return receive.context == context && (receive.source == MPI.ANY_SOURCE || receive.source == source)
            && (receive.tag == MPI.ANY_TAG || receive.tag == tag);
    }

    private ReceiveOperation posted(final int source, final int tag) {
        final ReceiveOperation receive = new ReceiveOperation(null);
        address(receive, CONTEXT, source, tag);
        matching.post(receive);
        return receive;
    }

    private ReceiveOperation take(final int source, final int tag) {
        return matching.takeReceive(CONTEXT, source, tag);
    }

    private static Envelope envelope(final int source, final int tag) {
        final Envelope envelope = new UnexpectedMessage();
        address(envelope, CONTEXT, source, tag);
        return envelope;
    }

    private static void address(final Envelope envelope, final int context, final int source, final int tag) {
        envelope.context = context;
        envelope.source = source;
        envelope.tag = tag;
    }

    /** Links from the head of its chain, which a look-up follows. */
    private static int position(final Envelope envelope) {
        int position = 0;
        for (Envelope e = envelope; e.chainPrevious != null; e = e.chainPrevious) {
            position++;
        }
        return position;
    }
}
