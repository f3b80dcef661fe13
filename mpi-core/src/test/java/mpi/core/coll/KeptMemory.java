package mpi.core.coll;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import mpi.spi.CommEngine;

/** What a communicator of one rank keeps on the heap for its collectives from one operation to the next. */
public final class KeptMemory {
    private static final String PACKAGE = KeptMemory.class.getPackageName();

    private KeptMemory() {}

    /**
     * Adds up the arrays of numbers that its collectives hold, blocking ones and others.
     *
     * @param comm a communicator on which nothing is under way
     * @return length in bytes
     */
    public static long lengthBytes(final CommEngine comm) throws IllegalAccessException {
        final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        final Deque<Object> found = new ArrayDeque<>();
        for (final Field field : comm.getClass().getDeclaredFields()) {
            if (field.getType() == Collectives.class || field.getType() == ScheduledCollectives.class) {
                add(field, comm, seen, found);
            }
        }
        if (found.size() != 2) {
            throw new AssertionError("collectives are elsewhere");
        }
        long lengthBytes = 0;
        while (!found.isEmpty()) {
            final Object object = found.pop();
            if (object.getClass().isArray() && object.getClass().componentType().isPrimitive()) {
                lengthBytes += (long) Array.getLength(object) * elementBytes(object.getClass().componentType());
            } else if (object instanceof final Object[] elements) {
                for (final Object element : elements) {
                    add(element, seen, found);
                }
            } else if (object instanceof final Map<?, ?> map) {
                map.values().forEach(value -> add(value, seen, found));
            } else if (object.getClass().getPackageName().startsWith(PACKAGE) && !object.getClass().isHidden()) {
                for (final Field field : object.getClass().getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                        add(field, object, seen, found);
                    }
                }
            }
        }
        return lengthBytes;
    }

    private static void add(final Field field, final Object owner, final Set<Object> seen, final Deque<Object> found)
        throws IllegalAccessException {
        field.setAccessible(true);
        add(field.get(owner), seen, found);
    }

    private static void add(final Object object, final Set<Object> seen, final Deque<Object> found) {
        if (object != null && seen.add(object)) {
            found.push(object);
        }
    }

    private static int elementBytes(final Class<?> primitive) {
        if (primitive == long.class || primitive == double.class) {
            return Long.BYTES;
        } else if (primitive == int.class || primitive == float.class) {
            return Integer.BYTES;
        }
        return primitive == short.class || primitive == char.class ? Short.BYTES : 1;
    }
}
