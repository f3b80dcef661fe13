package mpi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import mpi.spi.Faults;

/**
 * Hints: keys with values, in the order in which they were set (MPI 4.1, chapter 10). To be used by one thread at a
 * time.
 */
public final class Info implements Freeable, Cloneable {
    /** {@code null} once freed. */
    private Map<String, String> values;
    /** Its name if it is predefined and cannot be changed. */
    private final String predefined;

    /** Makes an empty object. */
    public Info() {
        this(new LinkedHashMap<>(), null);
    }

    private Info(final Map<String, String> values, final String predefined) {
        this.values = values;
        this.predefined = predefined;
    }

    /** {@link MPI#INFO_NULL}. */
    static Info none() {
        return new Info(null, "MPI.INFO_NULL");
    }

    /** {@link MPI#INFO_ENV}. */
    static Info environment() {
        final Map<String, String> values = new LinkedHashMap<>();
        final String[] command = System.getProperty("sun.java.command", "").split(" ", 2);
        values.put("command", command[0]);
        values.put("argv", command.length == 1 ? "" : command[1]);
        values.put("arch", System.getProperty("os.arch"));
        values.put("wdir", System.getProperty("user.dir"));
        values.put("thread_level", "MPI_THREAD_MULTIPLE");
        return new Info(values, "MPI.INFO_ENV");
    }

    /**
     * Sets a value (MPI 4.1, section 10.2). Local.
     *
     * @param key the key, 1 to {@link MPI#MAX_INFO_KEY} - 1 characters
     * @param value the value, 1 to {@link MPI#MAX_INFO_VAL} - 1 characters
     * @throws MPIException {@link MPI#ERR_INFO} on a null or predefined object, {@link MPI#ERR_INFO_KEY},
     *     {@link MPI#ERR_INFO_VALUE}
     */
    public void set(final String key, final String value) {
        checkKey("info_set", key);
        if (value == null || value.isEmpty() || value.length() >= MPI.MAX_INFO_VAL) {
            throw Faults.fault(MPI.ERR_INFO_VALUE, "info_set", "the value of " + key + " has "
                + (value == null ? "not been given" : value.length() + " characters") + ", it must have 1 to "
                + (MPI.MAX_INFO_VAL - 1));
        }
        changeable("info_set").put(key, value);
    }

    /**
     * The value of a key (MPI 4.1, section 10.2). Local.
     *
     * @param key the key
     * @return its value, or {@code null} if there is none
     * @throws MPIException {@link MPI#ERR_INFO} on a null object, {@link MPI#ERR_INFO_KEY} for a key that cannot be
     */
    public String get(final String key) {
        checkKey("info_get", key);
        return values("info_get").get(key);
    }

    /**
     * Deletes a key (MPI 4.1, section 10.2). Local.
     *
     * @param key the key
     * @throws MPIException {@link MPI#ERR_INFO} on a null or predefined object, {@link MPI#ERR_INFO_KEY},
     *     {@link MPI#ERR_INFO_NOKEY} if it is not there
     */
    public void delete(final String key) {
        checkKey("info_delete", key);
        if (changeable("info_delete").remove(key) == null) {
            throw Faults.fault(MPI.ERR_INFO_NOKEY, "info_delete", "there is no key " + key);
        }
    }

    /**
     * Number of keys (MPI 4.1, section 10.2). Local.
     *
     * @return 0 or more
     * @throws MPIException {@link MPI#ERR_INFO} on a null object
     */
    public int size() {
        return values("info_get_nkeys").size();
    }

    /**
     * A key (MPI 4.1, section 10.2). Local.
     *
     * @param i its number, 0 to {@code size() - 1}
     * @return the key
     * @throws MPIException {@link MPI#ERR_INFO} on a null object, {@link MPI#ERR_ARG} if there is no such number
     */
    public String getKey(final int i) {
        final Map<String, String> present = values("info_get_nthkey");
        if (i < 0 || i >= present.size()) {
            throw Faults.fault(MPI.ERR_ARG, "info_get_nthkey",
                "the number is " + i + ", there are " + present.size() + " keys");
        }
        return new ArrayList<>(present.keySet()).get(i);
    }

    /**
     * Makes an object with the same keys and values (MPI 4.1, section 10.2). Local.
     *
     * @return the new object
     * @throws MPIException {@link MPI#ERR_INFO} on a null object
     */
    public Info dup() {
        return new Info(new LinkedHashMap<>(values("info_dup")), null);
    }

    /**
     * The same as {@link #dup()}.
     *
     * @return the new object
     */
    @Override
    public Info clone() {
        return dup();
    }

    /**
     * Frees the object (MPI 4.1, section 10.2); it becomes a null object. Local.
     *
     * @throws MPIException {@link MPI#ERR_INFO} on a null or predefined object
     */
    @Override
    public void free() {
        changeable("info_free");
        values = null;
    }

    /**
     * Whether this is a null object: freed, or {@link MPI#INFO_NULL}. Local.
     *
     * @return whether it is
     */
    public boolean isNull() {
        return values == null;
    }

    /** What hints an operation is given: a copy, empty of {@link MPI#INFO_NULL}. */
    static Info hints(final String where, final Info info) {
        if (info == null || info.isNull() && info != MPI.INFO_NULL) {
            throw Faults.fault(MPI.ERR_INFO, where, "the info is null or was freed, pass MPI.INFO_NULL for none");
        }
        return info.isNull() ? new Info() : info.dup();
    }

    private Map<String, String> values(final String operation) {
        if (values == null) {
            throw Faults.fault(MPI.ERR_INFO, operation, "the info is null or was freed");
        }
        return values;
    }

    private Map<String, String> changeable(final String operation) {
        if (predefined != null) {
            throw Faults.fault(MPI.ERR_INFO, operation, predefined + " cannot be changed");
        }
        return values(operation);
    }

    private static void checkKey(final String operation, final String key) {
        if (key == null || key.isEmpty() || key.length() >= MPI.MAX_INFO_KEY) {
            throw Faults.fault(MPI.ERR_INFO_KEY, operation,
                "the key is " + key + ", it must have 1 to " + (MPI.MAX_INFO_KEY - 1) + " characters");
        }
    }

    @Override
    public String toString() {
        return predefined != null ? predefined : "Info" + values;
    }
}
