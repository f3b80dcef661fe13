package mpi.core.boot;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import mpi.core.boot.ControlMessage.Abort;
import mpi.core.boot.ControlMessage.Exchange;
import mpi.core.boot.ControlMessage.Exchanged;
import mpi.core.boot.ControlMessage.Finalized;
import mpi.core.boot.ControlMessage.Hello;
import mpi.core.boot.ControlMessage.Initialized;
import mpi.core.boot.ControlMessage.Missing;
import mpi.core.boot.ControlMessage.MissingQuery;
import mpi.core.boot.ControlMessage.PeerDied;
import mpi.core.boot.ControlMessage.State;
import mpi.core.boot.ControlMessage.StateQuery;

/**
 * Reads and writes the messages between a rank and its launcher.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------+---------------+-------------------------------+
 *  |    Version    |     Type      |           Reserved (0)        |
 *  +---------------+---------------+-------------------------------+
 *  |                         Body length                           |
 *  +---------------------------------------------------------------+
 *  |                             Body                             ...
 *
 *  type                body
 *   1  HELLO           rank i4, size i4, pid i8
 *   2  EXCHANGE        epoch i4, round i4, bytes
 *   3  EXCHANGED       epoch i4, round i4, count i4, count × bytes
 *   4  MISSING_QUERY   epoch i4, round i4
 *   5  MISSING         epoch i4, round i4, count i4, count × rank i4
 *   6  INITIALIZED
 *   7  FINALIZED       statistics text
 *   8  ABORT           code i4, reason text
 *   9  STATE_QUERY     id i8, want stacks i1
 *  10  STATE           id i8, blocked i1, frames moved i8, count i4, count × operation, has activity i1,
 *                      activity if it has, stacks text
 *      operation       name text, communicator text, peer i4, tag i4, bytes i8, blocked nanoseconds i8
 *      activity        frames sent i8, frames received i8, messages i8, still i1, count i4, count × awaited rank i4
 *  11  PEER_DIED       rank i4, reason text
 * </pre>
 *
 * <p>i1, i4, i8 are integers of so many bytes, little-endian; "bytes" is a length i4 and so many bytes; "text" is bytes
 * of UTF-8. A change of this picture bumps {@link #VERSION}.
 */
final class ControlCodec {
    /** Version of the format. */
    static final int VERSION = 2;
    /** Length of what stands before the body, in bytes. */
    static final int HEADER_BYTES = 8;
    /** Longest body in bytes. */
    static final int MAX_BODY_BYTES = 64 << 20;
    /** Longest text in bytes. */
    static final int MAX_TEXT_BYTES = 1 << 20;
    /** Most operations of one {@link RankState} that travel; the rest is left out. */
    static final int MAX_OPERATIONS = 64;

    private static final int BODY_BYTES_OFFSET = 4;
    private static final int MIN_BYTES_BYTES = 4;
    private static final int MIN_OPERATION_BYTES = 32;

    private static final int HELLO = 1;
    private static final int EXCHANGE = 2;
    private static final int EXCHANGED = 3;
    private static final int MISSING_QUERY = 4;
    private static final int MISSING = 5;
    private static final int INITIALIZED = 6;
    private static final int FINALIZED = 7;
    private static final int ABORT = 8;
    private static final int STATE_QUERY = 9;
    private static final int STATE = 10;
    private static final int PEER_DIED = 11;

    private ControlCodec() {}

    /**
     * Writes a message.
     *
     * @param message the message
     * @return header and body
     * @throws ProtocolException if the body is longer than {@link #MAX_BODY_BYTES}
     */
    static ByteBuffer encode(final ControlMessage message) throws ProtocolException {
        final MessageWriter writer = new MessageWriter();
        write(writer, message);
        final int bodyBytes = writer.position() - HEADER_BYTES;
        if (bodyBytes > MAX_BODY_BYTES) {
            throw new ProtocolException("message of " + bodyBytes + " bytes, expected at most " + MAX_BODY_BYTES);
        }
        writer.setInt(BODY_BYTES_OFFSET, bodyBytes);
        return writer.finish();
    }

    /**
     * Checks a header and tells how long its message is.
     *
     * @param source at least {@link #HEADER_BYTES} bytes from its position on; the position does not move
     * @return length of header and body in bytes
     * @throws ProtocolException if it is no header of this version
     */
    static int messageBytes(final ByteBuffer source) throws ProtocolException {
        final ByteBuffer header = source.slice().order(ByteOrder.LITTLE_ENDIAN);
        final int version = header.get();
        final int type = header.get();
        final int reserved = header.getShort();
        final int bodyBytes = header.getInt();
        if (version != VERSION || reserved != 0) {
            throw new ProtocolException("message of version " + version + ", expected " + VERSION);
        }
        if (type < HELLO || type > PEER_DIED) {
            throw new ProtocolException("message of unknown type " + type);
        }
        if (bodyBytes < 0 || bodyBytes > MAX_BODY_BYTES) {
            throw new ProtocolException(
                "message of " + bodyBytes + " bytes, expected at most " + MAX_BODY_BYTES);
        }
        return HEADER_BYTES + bodyBytes;
    }

    /**
     * Reads a message.
     *
     * @param source header and body, exactly, from its position to its limit; the position does not move
     * @return the message
     * @throws ProtocolException if it is malformed
     */
    static ControlMessage decode(final ByteBuffer source) throws ProtocolException {
        if (source.remaining() < HEADER_BYTES || source.remaining() != messageBytes(source)) {
            throw new ProtocolException("message of " + source.remaining() + " bytes is not whole");
        }
        final MessageReader reader = new MessageReader(source.slice().order(ByteOrder.LITTLE_ENDIAN));
        reader.readByte();
        final int type = reader.readByte();
        reader.readShort();
        reader.readInt();
        final ControlMessage message = switch (type) {
            case HELLO -> new Hello(reader.readInt(), reader.readInt(), reader.readLong());
            case EXCHANGE -> new Exchange(reader.readInt(), reader.readInt(), reader.readBytes());
            case EXCHANGED -> readExchanged(reader);
            case MISSING_QUERY -> new MissingQuery(reader.readInt(), reader.readInt());
            case MISSING -> readMissing(reader);
            case INITIALIZED -> new Initialized();
            case FINALIZED -> new Finalized(reader.readText());
            case ABORT -> new Abort(reader.readInt(), reader.readText());
            case STATE_QUERY -> new StateQuery(reader.readLong(), reader.readFlag());
            case STATE -> readState(reader);
            case PEER_DIED -> new PeerDied(reader.readInt(), reader.readText());
            default -> throw new ProtocolException("message of unknown type " + type);
        };
        reader.requireEnd();
        return message;
    }

    /**
     * Writes header and body. Not a switch over patterns: the JVM would make its classes at run time, at the start of
     * every rank (docs/adr/0010).
     */
    private static void write(final MessageWriter writer, final ControlMessage message) {
        if (message instanceof Hello hello) {
            header(writer, HELLO).writeInt(hello.rank()).writeInt(hello.size()).writeLong(hello.pid());
        } else if (message instanceof Exchange exchange) {
            header(writer, EXCHANGE).writeInt(exchange.epoch()).writeInt(exchange.round()).writeBytes(exchange.bytes());
        } else if (message instanceof Exchanged exchanged) {
            writeExchanged(header(writer, EXCHANGED), exchanged);
        } else if (message instanceof Initialized) {
            header(writer, INITIALIZED);
        } else if (message instanceof Finalized finalized) {
            header(writer, FINALIZED).writeText(finalized.statistics());
        } else if (message instanceof MissingQuery query) {
            header(writer, MISSING_QUERY).writeInt(query.epoch()).writeInt(query.round());
        } else if (message instanceof Missing missing) {
            writeMissing(header(writer, MISSING), missing);
        } else if (message instanceof Abort abort) {
            header(writer, ABORT).writeInt(abort.code()).writeText(abort.reason());
        } else if (message instanceof StateQuery query) {
            header(writer, STATE_QUERY).writeLong(query.id()).writeByte(query.wantStacks() ? 1 : 0);
        } else if (message instanceof State state) {
            writeState(header(writer, STATE), state);
        } else if (message instanceof PeerDied died) {
            header(writer, PEER_DIED).writeInt(died.rank()).writeText(died.reason());
        } else {
            throw new IllegalArgumentException(message.getClass().getName());
        }
    }

    /** A header whose length is still to be set. */
    private static MessageWriter header(final MessageWriter writer, final int type) {
        return writer.writeByte(VERSION).writeByte(type).writeShort(0).writeInt(0);
    }

    private static void writeExchanged(final MessageWriter writer, final Exchanged exchanged) {
        writer.writeInt(exchanged.epoch()).writeInt(exchanged.round()).writeInt(exchanged.all().length);
        for (final byte[] bytes : exchanged.all()) {
            writer.writeBytes(bytes);
        }
    }

    private static Exchanged readExchanged(final MessageReader reader) throws ProtocolException {
        final int epoch = reader.readInt();
        final int round = reader.readInt();
        final byte[][] all = new byte[reader.readCount(MIN_BYTES_BYTES)][];
        for (int rank = 0; rank < all.length; rank++) {
            all[rank] = reader.readBytes();
        }
        return new Exchanged(epoch, round, all);
    }

    private static void writeMissing(final MessageWriter writer, final Missing missing) {
        writer.writeInt(missing.epoch()).writeInt(missing.round()).writeInt(missing.ranks().length);
        for (final int rank : missing.ranks()) {
            writer.writeInt(rank);
        }
    }

    private static Missing readMissing(final MessageReader reader) throws ProtocolException {
        final int epoch = reader.readInt();
        final int round = reader.readInt();
        final int[] ranks = new int[reader.readCount(Integer.BYTES)];
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] = reader.readInt();
        }
        return new Missing(epoch, round, ranks);
    }

    private static void writeState(final MessageWriter writer, final State message) {
        final RankState state = message.state();
        final int count = Math.min(MAX_OPERATIONS, state.operations().size());
        writer.writeLong(message.id())
            .writeByte(state.blocked() ? 1 : 0)
            .writeLong(state.framesMoved())
            .writeInt(count);
        for (final RankState.Operation operation : state.operations().subList(0, count)) {
            writer.writeText(operation.name())
                .writeText(operation.communicator())
                .writeInt(operation.peer())
                .writeInt(operation.tag())
                .writeLong(operation.bytes())
                .writeLong(operation.blockedNanos());
        }
        writeActivity(writer, state.activity());
        writer.writeText(message.stacks());
    }

    private static void writeActivity(final MessageWriter writer, final RankState.Activity activity) {
        writer.writeByte(activity == null ? 0 : 1);
        if (activity != null) {
            writer.writeLong(activity.framesSent())
                .writeLong(activity.framesReceived())
                .writeLong(activity.messages())
                .writeByte(activity.still() ? 1 : 0)
                .writeInt(activity.awaited().size());
            activity.awaited().forEach(writer::writeInt);
        }
    }

    private static State readState(final MessageReader reader) throws ProtocolException {
        final long id = reader.readLong();
        final boolean blocked = reader.readFlag();
        final long framesMoved = reader.readLong();
        final int count = reader.readCount(MIN_OPERATION_BYTES);
        if (count > MAX_OPERATIONS) {
            throw new ProtocolException("state of " + count + " operations, expected at most " + MAX_OPERATIONS);
        }
        final List<RankState.Operation> operations = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            operations.add(new RankState.Operation(reader.readText(), reader.readText(), reader.readInt(),
                reader.readInt(), reader.readLong(), reader.readLong()));
        }
        final RankState.Activity activity = reader.readFlag() ? readActivity(reader) : null;
        return new State(id, new RankState(blocked, framesMoved, List.copyOf(operations), activity),
            reader.readText());
    }

    private static RankState.Activity readActivity(final MessageReader reader) throws ProtocolException {
        final long framesSent = reader.readLong();
        final long framesReceived = reader.readLong();
        final long messages = reader.readLong();
        final boolean still = reader.readFlag();
        final int count = reader.readCount(Integer.BYTES);
        final List<Integer> awaited = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            awaited.add(reader.readInt());
        }
        return new RankState.Activity(framesSent, framesReceived, messages, still, List.copyOf(awaited));
    }
}
