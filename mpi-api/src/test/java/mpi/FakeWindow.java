package mpi;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import mpi.spi.CommEngine;
import mpi.spi.WinEngine;

/**
 * A window that remembers every call by name and answers what the test has prepared.
 */
final class FakeWindow {
    final List<FakeComm.Call> calls = new ArrayList<>();
    MPIException fault;
    long sizeBytes;
    int dispUnitBytes;
    private int[] worldRanks;
    private String name = "window of COMM_WORLD";

    WinEngine open(final CommEngine comm, final long size, final int unit) {
        worldRanks = comm.worldRanks();
        sizeBytes = size;
        dispUnitBytes = unit;
        return (WinEngine) Proxy.newProxyInstance(FakeWindow.class.getClassLoader(), new Class<?>[] {WinEngine.class},
            (_, method, arguments) -> answer(method, arguments));
    }

    FakeComm.Call last() {
        return calls.getLast();
    }

    private Object answer(final Method method, final Object[] arguments) {
        switch (method.getName()) {
            case "worldRanks":
                return worldRanks.clone();
            case "name":
                if (arguments == null) {
                    return name;
                }
                name = (String) arguments[0];
                return null;
            case "memory":
                return MemorySegment.ofArray(new byte[(int) sizeBytes]);
            case "dispUnitBytes":
                return dispUnitBytes;
            default:
                calls.add(new FakeComm.Call(method.getName(), arguments == null ? new Object[0] : arguments));
                if (fault != null) {
                    throw fault;
                }
                return switch (method.getName()) {
                    case "put", "get", "accumulate", "getAccumulate" -> new FakeRequest();
                    case "test" -> true;
                    case "displacement" -> 0L;
                    default -> null;
                };
        }
    }
}
