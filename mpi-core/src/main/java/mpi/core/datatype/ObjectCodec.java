package mpi.core.datatype;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.function.Supplier;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.runtime.Setting;
import mpi.core.runtime.Settings;
import mpi.spi.Faults;

/**
 * Messages of {@code MPI.OBJECT}: all elements of one message go through one object stream, so that references shared
 * among them stay shared; {@code null} elements are legal; a two-dimensional array travels as its rows. Classes are
 * looked up from the calling code, then with the thread's context class loader.
 *
 * <p>What may come in is limited by a {@link java.io.ObjectInputFilter}. Always: no array or collection far longer, and
 * no more references, than the bytes of the message can fill, which rejects nothing that was honestly sent. In addition
 * the pattern of the setting {@code mpj.object.filter} and the JVM's own filter, where there are such. Immutable.
 */
public final class ObjectCodec {
    /** Hash tables are announced larger than what fills them: up to 8 slots for an entry of at least 2 bytes. */
    private static final long SLOTS_PER_BYTE = 16;

    /** Of the setting and of the JVM; {@code null} where there is none. */
    private final ObjectInputFilter pattern;

    /**
     * Takes the filter from the settings.
     *
     * @param settings the rank's settings
     * @throws mpi.MPIException ERR_ARG if the pattern is malformed
     */
    public ObjectCodec(final Settings settings) {
        final String text = settings.text(Setting.OBJECT_FILTER);
        try {
            final ObjectInputFilter ofSetting = ObjectInputFilter.Config.createFilter(text);
            final ObjectInputFilter ofJvm = ObjectInputFilter.Config.getSerialFilter();
            pattern = ofSetting == null ? ofJvm : ObjectInputFilter.merge(ofSetting, ofJvm);
        } catch (final IllegalArgumentException e) {
            throw Faults.fault(MPI.ERR_ARG, "Init", "setting " + Setting.OBJECT_FILTER.property() + " is \"" + text
                + "\": " + e.getMessage());
        }
    }

    /**
     * Serialises array slots.
     *
     * @param slots the user's array
     * @param offset its first slot
     * @param count number of slots
     * @param where the operation, for error texts
     * @return the message
     * @throws mpi.MPIException ERR_TYPE if an object is not serialisable, ERR_NO_MEM if the heap is too small,
     *     ERR_OTHER if the object's own code fails, by whatever it throws: others may wait for this message
     */
    Packed encode(final Object[] slots, final int offset, final int count, final Supplier<String> where) {
        final OpenBytes bytes = new OpenBytes();
        try (ObjectOutputStream stream = new ObjectOutputStream(bytes)) {
            stream.writeInt(count);
            for (int i = 0; i < count; i++) {
                stream.writeObject(slots[offset + i]);
            }
        } catch (final NotSerializableException e) {
            throw failed(MPI.ERR_TYPE, where, "class " + e.getMessage() + " is not java.io.Serializable", e);
        } catch (final OutOfMemoryError e) {
            throw failed(MPI.ERR_NO_MEM, where, "no room on the heap for the objects in serialised form (" + e
                + "); give the ranks more with -Xmx", e);
        } catch (final IOException | RuntimeException | Error e) {
            throw failed(MPI.ERR_OTHER, where, "cannot serialise an object: " + e, e);
        }
        return bytes.packed(count);
    }

    /**
     * Deserialises array slots. The user's array changes only once all of them are there.
     *
     * @param data the message, from index 0
     * @param lengthBytes its length
     * @param slots the user's array
     * @param offset its first slot
     * @param room number of slots that may be filled
     * @param where the operation, for error texts
     * @return number of slots filled
     * @throws mpi.MPIException ERR_TRUNCATE if there are more objects than room (as many as fit are filled), ERR_TYPE
     *     if a class is missing, rejected, or cannot stand in this array, ERR_NO_MEM if the heap is too small,
     *     ERR_OTHER if the message is malformed
     */
    int decode(final byte[] data, final int lengthBytes, final Object[] slots, final int offset, final int room,
        final Supplier<String> where) {
        final int sent;
        final Object[] objects;
        final Gate gate = new Gate(pattern, SLOTS_PER_BYTE * (lengthBytes + 1L));
        try (ObjectInputStream stream = new ContextInput(data, lengthBytes)) {
            stream.setObjectInputFilter(gate);
            sent = stream.readInt();
            if (sent < 0 || sent > lengthBytes) {
                throw new IOException(sent + " objects announced in " + lengthBytes + " bytes");
            }
            objects = new Object[Math.min(sent, room)];
            for (int i = 0; i < objects.length; i++) {
                objects[i] = stream.readObject();
            }
        } catch (final ClassNotFoundException e) {
            throw failed(MPI.ERR_TYPE, where, "class " + e.getMessage() + " of a received object is not on the class"
                + " path", e);
        } catch (final InvalidClassException e) {
            throw failed(MPI.ERR_TYPE, where, gate.refusal(e.getMessage()), e);
        } catch (final OutOfMemoryError e) {
            throw failed(MPI.ERR_NO_MEM, where, "no room on the heap for the received objects (" + e
                + "); give the ranks more with -Xmx", e);
        } catch (final IOException | RuntimeException | Error e) {
            throw failed(MPI.ERR_OTHER, where, "cannot deserialise an object: " + e, e);
        }
        store(objects, slots, offset, where);
        if (sent > room) {
            throw Faults.fault(MPI.ERR_TRUNCATE, where.get(),
                "message of " + sent + " objects is longer than the buffer of " + room + " objects");
        }
        return sent;
    }

    private static void store(final Object[] objects, final Object[] slots, final int offset,
        final Supplier<String> where) {
        final Class<?> slotClass = slots.getClass().componentType();
        for (final Object object : objects) {
            if (object != null && !slotClass.isInstance(object)) {
                throw Faults.fault(MPI.ERR_TYPE, where.get(), "a received object of class "
                    + object.getClass().getTypeName() + " cannot stand in an array of " + slotClass.getTypeName());
            }
        }
        System.arraycopy(objects, 0, slots, offset, objects.length);
    }

    private static MPIException failed(final int errorClass, final Supplier<String> where, final String what,
        final Throwable cause) {
        final MPIException fault = Faults.fault(errorClass, where.get(), what);
        fault.initCause(cause);
        return fault;
    }

    /** Asks the filters and remembers what they have refused: the exception of the stream does not say. */
    private static final class Gate implements ObjectInputFilter {
        /** Of the setting and of the JVM; may be {@code null}. */
        private final ObjectInputFilter pattern;
        private final long longest;
        private boolean isTooLong;
        private boolean isRejected;
        private Class<?> rejected;

        Gate(final ObjectInputFilter pattern, final long longest) {
            this.pattern = pattern;
            this.longest = longest;
        }

        @Override
        public Status checkInput(final FilterInfo info) {
            isTooLong = info.arrayLength() > longest || info.references() > longest;
            if (isTooLong) {
                return Status.REJECTED;
            }
            final Status status = pattern == null ? Status.UNDECIDED : pattern.checkInput(info);
            if (status == Status.REJECTED) {
                isRejected = true;
                rejected = info.serialClass();
            }
            return status;
        }

        /** What was refused, and what to do. */
        String refusal(final String otherwise) {
            if (isTooLong) {
                return "a received object announces more than its message can hold";
            }
            if (!isRejected) {
                return "a received object is refused: " + otherwise + "; all ranks must run the same classes";
            }
            return "a received object is refused: the filter rejects "
                + (rejected == null ? "its depth or size" : rejected.getTypeName()) + "; to receive it, change the"
                + " setting " + Setting.OBJECT_FILTER.property() + " (or " + Setting.OBJECT_FILTER.variable()
                + ", or the JVM's jdk.serialFilter) of this rank";
        }
    }

    /** Gives its array away instead of a copy. */
    private static final class OpenBytes extends ByteArrayOutputStream {
        Packed packed(final int objectCount) {
            return new Packed(buf, count, objectCount);
        }
    }

    /** Looks classes up in the context class loader too: a library that calls may not see the user's classes. */
    private static final class ContextInput extends ObjectInputStream {
        ContextInput(final byte[] data, final int lengthBytes) throws IOException {
            super(new ByteArrayInputStream(data, 0, lengthBytes));
        }

        @Override
        protected Class<?> resolveClass(final java.io.ObjectStreamClass description)
            throws IOException, ClassNotFoundException {
            try {
                return super.resolveClass(description);
            } catch (final ClassNotFoundException e) {
                final ClassLoader context = Thread.currentThread().getContextClassLoader();
                if (context == null) {
                    throw e;
                }
                return Class.forName(description.getName(), false, context);
            }
        }
    }
}
