package mpi.core.check;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import mpi.MPI;
import mpi.spi.BasicType;
import mpi.spi.Collective;
import mpi.spi.Neighbours;
import mpi.spi.Reduction;

/**
 * What one rank calls on a communicator, as the other ranks are told of it.
 *
 * @param operation name in the standard's words, for instance {@code ibcast} or {@code split}
 * @param kind which collective operation, or {@code null} of one that makes or frees communicators
 * @param root its root, or {@link Collective#NO_ROOT}
 * @param op what a reduction applies, else empty
 * @param arguments what else must be equal at all ranks of a group, in words
 * @param group the ranks of a communicator to be made, else empty
 * @param isInPlace whether MPI_IN_PLACE stands for what is sent
 * @param send what is sent, a signature a block
 * @param recv what is expected, a signature a block
 * @param neighbours of a neighbourhood operation, else {@code null}
 */
// Arrays in a record: made for one call, never compared.
public record Call(String operation, Collective.Kind kind, int root, String op, String arguments, int[] group,
    boolean isInPlace, Signature[] send, Signature[] recv, Neighbours neighbours) {

    private static final String FINALIZE = "finalize";
    private static final Signature[] NOTHING = {};
    private static final int[] NOBODY = {};

    /**
     * The call of a collective operation.
     *
     * @param call the operation
     * @param operation its name, which tells its form: one that blocks does not match one that does not (MPI 4.1,
     *     section 6.12)
     * @return the call
     */
    public static Call of(final Collective call, final String operation) {
        final Reduction op = call.op();
        String operator = "";
        if (op != null) {
            operator = op.kind() != Reduction.Kind.USER ? op.kind().toString()
                : op.commutative() ? "commutative function of the user" : "function of the user";
        }
        return new Call(operation, call.kind(),
            call.kind().isRooted() ? call.root() : Collective.NO_ROOT, operator, "", NOBODY, call.send().isInPlace(),
            Signature.of(call.send()), Signature.of(call.recv()), call.neighbours());
    }

    /**
     * The call of an operation on communicators.
     *
     * @param operation its name
     * @param arguments what must be equal at all ranks of a group, in words; empty if nothing
     * @return the call
     */
    public static Call management(final String operation, final String arguments) {
        return new Call(operation, null, Collective.NO_ROOT, "", arguments, NOBODY, false, NOTHING, NOTHING, null);
    }

    /**
     * The call that makes a communicator of some ranks.
     *
     * @param ranks the ranks in their order
     * @return the call
     */
    public static Call creation(final int[] ranks) {
        return new Call("create", null, Collective.NO_ROOT, "", "", ranks, false, NOTHING, NOTHING, null);
    }

    /**
     * Stands for having arrived at Finalize.
     *
     * @return the call
     */
    public static Call ofFinalize() {
        return management(FINALIZE, "");
    }

    /**
     * Whether the rank has arrived at Finalize.
     *
     * @return true of {@link #ofFinalize()}
     */
    public boolean isFinalize() {
        return operation.equals(FINALIZE);
    }

    /** The call in words: {@code bcast(root 1, 10 INT)}. */
    String text() {
        final StringBuilder text = new StringBuilder();
        if (root != Collective.NO_ROOT || kind != null && kind.isRooted()) {
            append(text, "root " + rootText());
        }
        final Signature[] data = send.length > 0 || isInPlace && recv.length == 0 ? send : recv;
        if (kind != null && data.length > 0 && !(isGathering() && send.length == 0 && !isInPlace)) {
            append(text, isInPlace ? "in place" : amounts(data));
        }
        append(text, op);
        append(text, arguments);
        if (group.length > 0) {
            append(text, "ranks " + Arrays.stream(group).mapToObj(String::valueOf).collect(Collectors.joining(" ")));
        }
        return operation + (text.isEmpty() ? "" : "(" + text + ")");
    }

    private boolean isGathering() {
        return kind == Collective.Kind.GATHER || kind == Collective.Kind.GATHERV;
    }

    private String rootText() {
        return switch (root) {
            case MPI.ROOT -> "MPI.ROOT";
            case MPI.PROC_NULL -> "MPI.PROC_NULL";
            default -> String.valueOf(root);
        };
    }

    private static void append(final StringBuilder text, final String part) {
        text.append(text.isEmpty() || part.isEmpty() ? "" : ", ").append(part);
    }

    private static String amounts(final Signature[] blocks) {
        if (Arrays.stream(blocks).allMatch(blocks[0]::equals)) {
            return blocks[0] + (blocks.length == 1 ? "" : " a rank");
        }
        return Arrays.stream(blocks).map(Signature::toString).collect(Collectors.joining(" + "));
    }

    /**
     * Writes the call down for another rank.
     *
     * @return what {@link #decode} reads
     */
    public byte[] encode() {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(operation);
            out.writeInt(kind == null ? -1 : kind.ordinal());
            out.writeInt(root);
            out.writeUTF(op);
            out.writeUTF(arguments);
            write(out, group);
            out.writeBoolean(isInPlace);
            write(out, send);
            write(out, recv);
            out.writeBoolean(neighbours != null);
            if (neighbours != null) {
                write(out, neighbours.sources());
                write(out, neighbours.destinations());
                out.writeBoolean(neighbours.cartesian());
            }
        } catch (final IOException e) {
            throw new UncheckedIOException("an array takes whatever is written", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads what another rank wrote.
     *
     * @param bytes what {@link #encode} made
     * @return its call
     */
    public static Call decode(final byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            final String operation = in.readUTF();
            final int kind = in.readInt();
            return new Call(operation, kind < 0 ? null : Collective.Kind.values()[kind], in.readInt(), in.readUTF(),
                in.readUTF(), readInts(in), in.readBoolean(), readSignatures(in), readSignatures(in),
                in.readBoolean() ? new Neighbours(readInts(in), readInts(in), in.readBoolean()) : null);
        } catch (final IOException e) {
            throw new UncheckedIOException("a rank of this job wrote it", e);
        }
    }

    private static void write(final DataOutputStream out, final int[] numbers) throws IOException {
        out.writeInt(numbers.length);
        for (final int number : numbers) {
            out.writeInt(number);
        }
    }

    private static int[] readInts(final DataInputStream in) throws IOException {
        final int[] numbers = new int[in.readInt()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.readInt();
        }
        return numbers;
    }

    private static void write(final DataOutputStream out, final Signature[] signatures) throws IOException {
        out.writeInt(signatures.length);
        for (final Signature signature : signatures) {
            out.writeByte(signature.kind().ordinal());
            out.writeLong(signature.amount());
        }
    }

    private static Signature[] readSignatures(final DataInputStream in) throws IOException {
        final Signature[] signatures = new Signature[in.readInt()];
        for (int i = 0; i < signatures.length; i++) {
            signatures[i] = new Signature(BasicType.values()[in.readByte()], in.readLong());
        }
        return signatures;
    }
}
