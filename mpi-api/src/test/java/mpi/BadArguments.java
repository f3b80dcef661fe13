package mpi;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a parameter of the public API may be and may not be, told from its type and its name. Counts are 2, datatypes
 * {@code MPI.INT}, arrays of counts have an entry for each of four ranks.
 */
final class BadArguments {
    /** A wrong value of a parameter and the error class the standard wants for it. */
    record Bad(String label, Object value, int errorClass) {}

    private static final int ROOM = 256;
    private static final int HUGE = 1_000_000;
    /** Operations whose null send buffer means in place, except on intercommunicators. */
    private static final Set<String> IN_PLACE = Set.of("allgather", "allgatherv", "alltoall", "alltoallv", "alltoallw",
        "allreduce", "reducescatter", "reducescatterblock", "scan", "exscan");
    /** Operations whose one buffer is written. */
    private static final Set<String> INTO_BUF = Set.of("recv", "bcast", "sendrecvreplace", "mrecv",
        "gather", "gatherv", "scatter", "scatterv", "reduce");

    private final Method method;
    private final boolean isInter;
    private final List<Bad> bad = new ArrayList<>();

    private BadArguments(final Method method, final boolean isInter) {
        this.method = method;
        this.isInter = isInter;
    }

    /** All that is known to be wrong for a parameter; {@code null} if nothing is known about such a parameter. */
    static List<Bad> of(final Method method, final boolean isInter, final Parameter parameter) {
        final BadArguments arguments = new BadArguments(method, isInter);
        return arguments.collect(parameter) ? arguments.bad : null;
    }

    private void wrong(final int errorClass, final String label, final Object value) {
        bad.add(new Bad(label, value, errorClass));
    }

    private void wrong(final int errorClass, final Object... values) {
        for (final Object value : values) {
            wrong(errorClass, text(value), value);
        }
    }

    private static String text(final Object value) {
        return switch (value) {
            case null -> "null";
            case int[] array -> Arrays.toString(array);
            case boolean[] array -> Arrays.toString(array);
            case int[][] array -> Arrays.deepToString(array);
            case Object[] array -> array.getClass().componentType().getSimpleName() + Arrays.toString(array);
            case String string -> "\"" + (string.length() > 20 ? string.length() + " characters" : string) + "\"";
            default -> value.toString();
        };
    }

    private boolean isOf(final Class<?>... classes) {
        return Arrays.stream(classes).anyMatch(each -> each.isAssignableFrom(method.getDeclaringClass()));
    }

    /** The operation without its dialect and form: {@code iAllGatherv}, {@code allGathervInit}: {@code allgatherv}. */
    private String operation() {
        final String name = method.getName();
        final boolean isStarted = name.startsWith("i") && name.length() > 1 && Character.isUpperCase(name.charAt(1))
            || name.equals("Irecv") || name.equals("imRecv");
        final String operation = (isStarted ? name.substring(1) : name).toLowerCase(Locale.ROOT).replace("_", "");
        return operation.endsWith("init") ? operation.substring(0, operation.length() - "init".length()) : operation;
    }

    private boolean isPackSize() {
        return Set.of("packsize", "packexternalsize").contains(operation());
    }

    private boolean isCapitalised() {
        return Character.isUpperCase(method.getName().charAt(0));
    }

    private boolean collect(final Parameter parameter) {
        final Class<?> type = parameter.getType();
        final String name = parameter.getName();
        if (type == boolean.class) {
            return true;
        }
        if (isOf(MPI.class) && !operation().contains("external")) {
            return ofEnvironment(type, name);
        }
        if (type == Object.class || type == Buffer.class) {
            return ofBuffer(type, name);
        }
        if (type == byte[].class) {
            wrong(MPI.ERR_BUFFER, (Object) null);
            return true;
        }
        if (type == int.class || type == long.class) {
            return isOf(Datatype.class) ? ofTypeNumber(name) : ofNumber(type, name);
        }
        return type.isArray() ? isOf(Datatype.class) ? ofTypeArray(name) : ofArray(name) : ofObject(type, name);
    }

    private boolean ofEnvironment(final Class<?> type, final String name) {
        switch (name) {
            case "capacity" -> wrong(MPI.ERR_ARG, -1);
            case "offset" -> wrong(MPI.ERR_ARG, -1, HUGE);
            case "buf", "buffer" -> wrong(MPI.ERR_BUFFER, (Object) null);
            case "errhandler" -> wrong(MPI.ERR_ARG, (Object) null);
            case "level", "obj" -> {} // pControl: its meaning is the library's own
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean ofBuffer(final Class<?> type, final String name) {
        if (name.equals("value")) {
            wrong(MPI.ERR_ARG, (Object) null);
            return true;
        }
        if (!name.endsWith("buf")) {
            return false;
        }
        if (!(name.equals("sendbuf") && IN_PLACE.contains(operation()) && !isInter && !isCapitalised())) {
            wrong(MPI.ERR_BUFFER, (Object) null);
        }
        wrong(MPI.ERR_BUFFER, "no room", type == Buffer.class ? IntBuffer.allocate(0) : new int[0]);
        if (isReceived(name)) {
            wrong(MPI.ERR_BUFFER, "read-only", IntBuffer.allocate(ROOM).asReadOnlyBuffer());
        }
        if (type == Object.class) {
            wrong(MPI.ERR_BUFFER, "a string");
            wrong(MPI.ERR_TYPE, "objects", new Object[ROOM]);
            wrong(MPI.ERR_BUFFER, "closed memory", closed());
            if (isCapitalised()) {
                wrong(MPI.ERR_TYPE, "double[]", new double[ROOM]);
            }
        }
        return true;
    }

    private boolean isReceived(final String buffer) {
        return switch (buffer) {
            case "recvbuf", "inoutbuf", "outbuf" -> true;
            case "buf" -> INTO_BUF.contains(operation()) || IN_PLACE.contains(operation());
            default -> false;
        };
    }

    private static MemorySegment closed() {
        try (Arena arena = Arena.ofShared()) {
            return arena.allocate(ROOM * Integer.BYTES);
        }
    }

    private boolean ofNumber(final Class<?> type, final String name) {
        switch (name) {
            case "count", "sendcount", "recvcount", "incount", "outcount" -> {
                wrong(MPI.ERR_COUNT, type == int.class ? (Object) (-1) : (Object) (-1L));
                if (isPackSize()) {
                    wrong(MPI.ERR_COUNT, Integer.MAX_VALUE);
                } else if (!isOf(Status.class)) {
                    wrong(MPI.ERR_BUFFER, type == int.class ? (Object) HUGE : (Object) Long.MAX_VALUE);
                }
            }
            case "offset", "sendoffset", "recvoffset", "inoffset", "outoffset", "inoutoffset", "soffset", "roffset" ->
                wrong(MPI.ERR_BUFFER, -1, HUGE);
            case "position" -> wrong(MPI.ERR_ARG, -1, HUGE);
            case "dest" -> wrong(MPI.ERR_RANK, 4, MPI.ANY_SOURCE, MPI.ROOT, Integer.MAX_VALUE, Integer.MIN_VALUE);
            case "source" -> wrong(MPI.ERR_RANK, 4, MPI.ROOT, Integer.MAX_VALUE, Integer.MIN_VALUE);
            case "root" -> {
                wrong(MPI.ERR_ROOT, 4, MPI.ANY_SOURCE, Integer.MAX_VALUE, Integer.MIN_VALUE);
                if (!isInter) {
                    wrong(MPI.ERR_ROOT, MPI.PROC_NULL, MPI.ROOT);
                }
            }
            // Every number up to the upper bound of an int is a tag.
            case "tag", "stag", "rtag" -> {
                wrong(MPI.ERR_TAG, -3, Integer.MIN_VALUE);
                if (!Set.of("recv", "probe", "iprobe", "mprobe", "improbe").contains(operation())
                    && !name.equals("rtag")) {
                    wrong(MPI.ERR_TAG, -1, MPI.ANY_TAG);
                }
            }
            case "localLeader", "remoteLeader" -> wrong(MPI.ERR_RANK, 4, -1);
            case "rank" -> wrong(MPI.ERR_RANK, 4, -1);
            case "direction" -> wrong(MPI.ERR_DIMS, 2, -1);
            case "color" -> wrong(MPI.ERR_ARG, -2, Integer.MIN_VALUE);
            case "splitType" -> wrong(MPI.ERR_ARG, 7, -2);
            case "nnodes" -> wrong(MPI.ERR_ARG, 0, -1);
            case "keyval" -> {
                wrong(MPI.ERR_KEYVAL, HUGE, MPI.KEYVAL_INVALID);
                if (!method.getName().toLowerCase(Locale.ROOT).contains("get")) {
                    wrong(MPI.ERR_KEYVAL, "a predefined one", MPI.TAG_UB);
                }
            }
            case "i" -> wrong(MPI.ERR_ARG, -1, 1);
            case "key", "disp", "errorcode", "value" -> {} // any number
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean ofArray(final String name) {
        switch (name) {
            case "sendcounts", "recvcounts" -> {
                wrong(MPI.ERR_COUNT, null, new int[1], new int[] {2, -1, 2, 2});
                wrong(MPI.ERR_BUFFER, new int[] {2, HUGE, 2, 2}, new int[] {2, Integer.MAX_VALUE, 2, 2});
            }
            case "displs", "sdispls", "rdispls" -> {
                wrong(MPI.ERR_ARG, null, new int[1]);
                wrong(MPI.ERR_BUFFER, new int[] {0, -HUGE, 4, 8}, new int[] {0, HUGE, 4, 8});
                if (name.equals("rdispls") || operation().contains("gather")) {
                    wrong(MPI.ERR_BUFFER, "overlapping", new int[] {0, 1, 16, 24});
                }
            }
            case "sendtypes", "recvtypes" -> {
                wrong(MPI.ERR_TYPE, null, types(MPI.INT, 1), types(null, 4), types(freed(), 4), types(raw(), 4),
                    types(MPI.OBJECT, 4));
                if (name.equals("recvtypes")) {
                    wrong(MPI.ERR_TYPE, (Object) types(overlapping(), 4));
                }
            }
            case "dims" -> {
                if (operation().equals("createdims") || operation().equals("dimscreate")) {
                    wrong(MPI.ERR_ARG, (Object) null);
                    wrong(MPI.ERR_DIMS, new int[] {3, 0}, new int[] {-1, 0}, new int[] {2, 4});
                } else {
                    wrong(MPI.ERR_ARG, null, new int[] {2, 1, 2});
                    wrong(MPI.ERR_DIMS, new int[] {2, -1}, new int[] {0, 1}, new int[] {2, 3},
                        new int[] {1 << 16, 1 << 16});
                }
            }
            case "periods" -> wrong(MPI.ERR_ARG, null, new boolean[1]);
            case "remainDims" -> wrong(MPI.ERR_ARG, null, new boolean[1]);
            case "coords" -> wrong(MPI.ERR_ARG, null, new int[1], new int[] {2, 0}, new int[] {-1, 0});
            case "index" -> {
                wrong(MPI.ERR_ARG, (Object) null);
                wrong(MPI.ERR_TOPOLOGY, new int[] {2, 1}, new int[] {1, 3}, new int[5], new int[] {-1, 2});
            }
            case "edges" -> {
                wrong(MPI.ERR_ARG, (Object) null);
                wrong(MPI.ERR_TOPOLOGY, new int[1], new int[] {1, 2}, new int[] {-1, 0});
            }
            case "sources", "destinations" -> {
                wrong(MPI.ERR_ARG, (Object) null);
                wrong(MPI.ERR_RANK, new int[] {4, 0}, new int[] {-1, 0});
            }
            case "sourceWeights", "destWeights", "weights" ->
                wrong(MPI.ERR_ARG, null, new int[1], new int[] {1, -1});
            case "degrees" -> wrong(MPI.ERR_ARG, null, new int[1], new int[] {1, -1}, new int[] {1, 2});
            case "ranks" -> {
                wrong(MPI.ERR_ARG, (Object) null);
                wrong(MPI.ERR_RANK, new int[] {0, 4}, new int[] {-2, 0});
                if (!operation().startsWith("translate")) {
                    wrong(MPI.ERR_RANK, new int[] {1, 1}, new int[] {MPI.PROC_NULL});
                }
            }
            case "ranges" -> {
                wrong(MPI.ERR_ARG, null, new int[][] {null}, new int[][] {{0, 1}}, new int[][] {{0, 1, 0}});
                wrong(MPI.ERR_RANK, new int[][] {{0, 4, 1}}, new int[][] {{0, 1, 1}, {1, 2, 1}},
                    new int[][] {{-1, 1, 1}});
            }
            case "requests", "prequests" -> {
                wrong(MPI.ERR_REQUEST, (Object) null);
                if (name.equals("prequests")) {
                    wrong(MPI.ERR_REQUEST, "a null one", new Prequest[1]);
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean ofTypeNumber(final String name) {
        switch (name) {
            case "count" -> wrong(MPI.ERR_COUNT, -1, Integer.MIN_VALUE);
            case "blockLength", "blocklength" -> wrong(MPI.ERR_ARG, -1);
            case "order" -> wrong(MPI.ERR_ARG, 99);
            case "size" -> wrong(MPI.ERR_ARG, 0, 3);
            case "rank" -> wrong(MPI.ERR_ARG, -1, 4);
            case "stride", "lb", "extent" -> {} // any number
            case "keyval" -> wrong(MPI.ERR_KEYVAL, HUGE, MPI.KEYVAL_INVALID);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean ofTypeArray(final String name) {
        switch (name) {
            case "blockLengths", "blocklengths" -> wrong(MPI.ERR_ARG, null, new int[1], new int[] {1, -1});
            case "displacements" -> wrong(MPI.ERR_ARG, (Object) null);
            case "types" -> {
                wrong(MPI.ERR_ARG, (Object) null);
                wrong(MPI.ERR_TYPE, types(null, 2), types(freed(), 2));
            }
            case "sizes", "gsizes" -> wrong(MPI.ERR_ARG, null, new int[1], new int[] {4, 0}, new int[] {4, -1});
            case "subsizes" -> wrong(MPI.ERR_ARG, null, new int[1], new int[] {2, 5}, new int[] {2, 0});
            case "starts" -> wrong(MPI.ERR_ARG, null, new int[1], new int[] {0, 3}, new int[] {0, -1});
            case "distribs" -> wrong(MPI.ERR_ARG, null, new int[1], new int[] {99, 99});
            case "dargs" -> wrong(MPI.ERR_ARG, null, new int[1], new int[] {1, -7});
            case "psizes" -> wrong(MPI.ERR_ARG, null, new int[1], new int[] {2, 0}, new int[] {2, 3});
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean ofObject(final Class<?> type, final String name) {
        switch (type.getSimpleName()) {
            case "Datatype" -> {
                wrong(MPI.ERR_TYPE, null, MPI.DATATYPE_NULL);
                wrong(MPI.ERR_TYPE, "freed", freed());
                if (operation().contains("external")) {
                    wrong(MPI.ERR_TYPE, MPI.OBJECT);
                }
                if (!isOf(Datatype.class, Status.class) && !isPackSize()) {
                    wrong(MPI.ERR_TYPE, "uncommitted", raw());
                    wrong(MPI.ERR_TYPE, "objects", MPI.OBJECT);
                    if (!isCapitalised() && (name.equals("recvtype")
                        || Set.of("recv", "mrecv", "unpackexternal").contains(operation()))) {
                        wrong(MPI.ERR_TYPE, "overlapping", overlapping());
                    }
                }
            }
            case "Op" -> {
                wrong(MPI.ERR_OP, null, MPI.MINLOC, MPI.REPLACE);
                final Op freed = new Op((Op.Function) (_, _, _, _) -> {}, true);
                freed.free();
                wrong(MPI.ERR_OP, "freed", freed);
            }
            case "Group" -> {
                wrong(MPI.ERR_GROUP, (Object) null);
                wrong(MPI.ERR_GROUP, "freed", freedGroup());
                if (name.equals("group")) {
                    wrong(MPI.ERR_GROUP, "of strangers", new Group(new int[] {9}, 9));
                }
            }
            case "Comm" -> {
                wrong(MPI.ERR_COMM, null, MPI.COMM_NULL);
                if (name.equals("localComm")) {
                    wrong(MPI.ERR_COMM, "an intercommunicator", FaultTableTest.intercomm());
                }
            }
            case "Info" -> {
                final Info freed = new Info();
                freed.free();
                wrong(MPI.ERR_INFO, (Object) null);
                wrong(MPI.ERR_INFO, "freed", freed);
            }
            case "Errhandler", "AttributeCopy", "AttributeDelete", "Count", "Function" ->
                wrong(MPI.ERR_ARG, (Object) null);
            case "String" -> {
                switch (name) {
                    case "key" -> {
                        wrong(MPI.ERR_INFO_KEY, null, "", "k".repeat(MPI.MAX_INFO_KEY));
                        if (method.getName().equals("delete")) {
                            wrong(MPI.ERR_INFO_NOKEY, "absent");
                        }
                    }
                    case "datarep" ->
                        wrong(MPI.ERR_UNSUPPORTED_DATAREP, null, "", "native", "internal", "External32", "external32 ");
                    case "value" -> wrong(MPI.ERR_INFO_VALUE, null, "", "v".repeat(MPI.MAX_INFO_VAL));
                    default -> wrong(MPI.ERR_ARG, (Object) null);
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static Datatype[] types(final Datatype type, final int count) {
        final Datatype[] types = new Datatype[count];
        Arrays.fill(types, type);
        return types;
    }

    private static Datatype raw() {
        return Datatype.createContiguous(1, MPI.INT);
    }

    private static Datatype freed() {
        final Datatype type = raw();
        type.free();
        return type;
    }

    private static Datatype overlapping() {
        final Datatype type = Datatype.createResized(MPI.INT, 0, 2);
        type.commit();
        return type;
    }

    private static Group freedGroup() {
        final Group group = MPI.COMM_WORLD.getGroup();
        group.free();
        return group;
    }

    // What is right

    /** A value that is fine, wherever the parameter stands. */
    static Object good(final Method method, final Parameter parameter, final int root) {
        final String name = parameter.getName();
        return switch (parameter.getType().getSimpleName()) {
            case "boolean" -> false;
            case "long" -> 2L;
            case "int" -> goodNumber(method, name, root);
            case "Object" -> name.equals("value") ? "a value" : new int[ROOM];
            case "Buffer", "IntBuffer" -> IntBuffer.allocate(ROOM);
            case "byte[]" -> new byte[ROOM];
            case "Datatype" -> MPI.INT;
            case "Datatype[]" -> types(MPI.INT, Datatype.class == method.getDeclaringClass() ? 2 : 4);
            case "Op" -> MPI.SUM;
            case "Group" -> MPI.COMM_WORLD.getGroup();
            case "Comm" -> MPI.COMM_WORLD;
            case "Info" -> new Info();
            case "Errhandler" -> MPI.ERRORS_RETURN;
            case "String" -> switch (name) {
                case "key" -> "host";
                case "datarep" -> "external32";
                default -> "a value";
            };
            case "Request[]" -> new Request[1];
            case "Prequest[]" -> new Prequest[] {MPI.COMM_WORLD.sendInit(new int[2], 2, MPI.INT, 1, 1)};
            case "AttributeCopy" -> (AttributeCopy<Object>) (_, _, value) -> value;
            case "AttributeDelete" -> (AttributeDelete<Object>) (_, _, _) -> {};
            case "Count" -> new Count(2);
            case "ByteBuffer" -> ByteBuffer.allocate(ROOM);
            case "CharBuffer" -> CharBuffer.allocate(ROOM);
            case "ShortBuffer" -> ShortBuffer.allocate(ROOM);
            case "LongBuffer" -> LongBuffer.allocate(ROOM);
            case "FloatBuffer" -> FloatBuffer.allocate(ROOM);
            case "DoubleBuffer" -> DoubleBuffer.allocate(ROOM);
            case "int[]" -> goodArray(method, name);
            case "int[][]" -> new int[][] {{0, 2, 2}};
            case "boolean[]" -> new boolean[2];
            default -> parameter.getType().isArray()
                ? java.lang.reflect.Array.newInstance(parameter.getType().componentType(), ROOM)
                : null;
        };
    }

    private static Object goodNumber(final Method method, final String name, final int root) {
        return switch (name) {
            case "root" -> root;
            case "dest", "source", "remoteLeader", "tag", "stag", "rtag", "direction", "order" -> 1;
            case "localLeader" -> 2;
            case "offset", "sendoffset", "recvoffset", "position", "splitType", "i", "rank", "lb" -> 0;
            case "nnodes", "size" -> 4;
            case "keyval" -> Datatype.class.isAssignableFrom(method.getDeclaringClass()) ? Datatype.createKeyval()
                : Comm.createKeyval();
            default -> 2;
        };
    }

    private static int[] goodArray(final Method method, final String name) {
        return switch (name) {
            case "sendcounts", "recvcounts" -> new int[] {2, 2, 2, 2};
            case "displs", "sdispls", "rdispls" -> new int[] {0, 8, 16, 24};
            case "dims" -> method.getName().toLowerCase(Locale.ROOT).contains("ims") ? new int[] {2, 0}
                : new int[] {2, 2};
            case "index", "displacements" -> new int[] {1, 2};
            case "edges" -> new int[] {1, 0};
            case "sizes", "gsizes" -> new int[] {4, 4};
            case "subsizes", "psizes" -> new int[] {2, 2};
            case "distribs" -> new int[] {MPI.DISTRIBUTE_BLOCK, MPI.DISTRIBUTE_BLOCK};
            case "dargs" -> new int[] {MPI.DISTRIBUTE_DFLT_DARG, MPI.DISTRIBUTE_DFLT_DARG};
            case "starts", "coords" -> new int[] {0, 1};
            case "ranks" -> new int[] {0, 2};
            default -> new int[] {1, 1};
        };
    }
}
