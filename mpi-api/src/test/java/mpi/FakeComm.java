package mpi;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import mpi.spi.CommEngine;
import mpi.spi.Completion;
import mpi.spi.MessageEngine;
import mpi.spi.PersistentEngine;

/**
 * A communicator that remembers every call as {@code name[arguments]} and answers what the test has prepared.
 */
final class FakeComm {
    /** A call the engine got. */
    record Call(String name, Object[] arguments) {}

    final List<Call> calls = new ArrayList<>();
    final Deque<FakeRequest> requests = new ArrayDeque<>();
    String name;
    final int[] worldRanks;
    final int rank;
    /** The other group, if this is an intercommunicator. */
    int[] remoteWorldRanks;
    FakeComm child;
    MPIException fault;
    /** The operation that fails; all of them if null. */
    String faultOf;
    MPIException completionError;
    long lengthBytes;
    boolean probed = true;
    /** What a matched probe finds. */
    MessageEngine matched;

    private final CommEngine engine = (CommEngine) Proxy.newProxyInstance(
        FakeComm.class.getClassLoader(), new Class<?>[] {CommEngine.class},
        (proxy, method, arguments) -> answer(method, arguments));

    FakeComm(final String name, final int[] worldRanks, final int rank) {
        this.name = name;
        this.worldRanks = worldRanks;
        this.rank = rank;
    }

    CommEngine engine() {
        return engine;
    }

    Call last() {
        return calls.getLast();
    }

    /** Argument {@code index} of the last call. */
    Object argument(final int index) {
        return last().arguments()[index];
    }

    private Object answer(final Method method, final Object[] arguments) {
        switch (method.getName()) {
            case "rank":
                return rank;
            case "size":
                return worldRanks.length;
            case "worldRanks":
                return worldRanks.clone();
            case "isInter":
                return remoteWorldRanks != null;
            case "remoteWorldRanks":
                return remoteWorldRanks == null ? worldRanks.clone() : remoteWorldRanks.clone();
            case "name":
                if (arguments == null) {
                    return name;
                }
                name = (String) arguments[0];
                return null;
            default:
                calls.add(new Call(method.getName(), arguments == null ? new Object[0] : arguments));
                return act(method.getName(), arguments);
        }
    }

    private Object act(final String operation, final Object[] arguments) {
        if (fault != null && (faultOf == null || faultOf.equals(operation))) {
            throw fault;
        }
        return switch (operation) {
            case "isend", "irecv", "bsend", "start", "idup" -> requests.isEmpty() ? new FakeRequest() : requests.poll();
            case "init" -> (PersistentEngine) () -> requests.isEmpty() ? new FakeRequest() : requests.poll();
            case "recv", "sendrecv", "probe" -> complete((Completion) arguments[arguments.length - 1]);
            case "iprobe" -> {
                complete((Completion) arguments[2]);
                yield probed;
            }
            case "dup", "split", "splitShared", "create", "createGroup", "createInter", "merge" ->
                child == null ? null : child.engine();
            case "mprobe" -> {
                complete((Completion) arguments[2]);
                yield matched;
            }
            case "pack", "unpack" -> 0;
            default -> null;
        };
    }

    private Object complete(final Completion completion) {
        completion.reset();
        completion.source = 3;
        completion.tag = 9;
        completion.lengthBytes = lengthBytes;
        completion.error = completionError;
        return null;
    }

    @Override
    public String toString() {
        return name + Arrays.toString(worldRanks);
    }
}
