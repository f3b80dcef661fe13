package mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class InfoTest {
    @Test
    void shouldKeepKeysInTheirOrder() {
        final Info info = new Info();
        info.set("b", "1");
        info.set("a", "2");
        info.set("b", "3");
        assertEquals(2, info.size());
        assertEquals("b", info.getKey(0));
        assertEquals("a", info.getKey(1));
        assertEquals("3", info.get("b"));
        assertNull(info.get("c"));
        final Info copy = info.clone();
        info.delete("b");
        assertEquals(1, info.size());
        assertEquals("3", copy.get("b"));
        Expect.fault(MPI.ERR_INFO_NOKEY, "info_delete: there is no key b (MPI.ERR_INFO_NOKEY)",
            () -> info.delete("b"));
        Expect.fault(MPI.ERR_ARG, "info_get_nthkey: the number is 1, there are 1 keys (MPI.ERR_ARG)",
            () -> info.getKey(1));
        Expect.fault(MPI.ERR_ARG, () -> info.getKey(-1));
        info.free();
        assertTrue(info.isNull());
        assertFalse(copy.isNull());
    }

    @Test
    void shouldRefuseWrongKeysAndValues() {
        final Info info = new Info();
        for (final String key : new String[] {null, "", "k".repeat(MPI.MAX_INFO_KEY)}) {
            Expect.fault(MPI.ERR_INFO_KEY, () -> info.set(key, "1"));
            Expect.fault(MPI.ERR_INFO_KEY, () -> info.get(key));
            Expect.fault(MPI.ERR_INFO_KEY, () -> info.delete(key));
        }
        for (final String value : new String[] {null, "", "v".repeat(MPI.MAX_INFO_VAL)}) {
            Expect.fault(MPI.ERR_INFO_VALUE, () -> info.set("k", value));
        }
        info.set("k".repeat(MPI.MAX_INFO_KEY - 1), "v".repeat(MPI.MAX_INFO_VAL - 1));
        assertEquals(1, info.size());
    }

    @Test
    void shouldRefuseNullAndPredefinedObjects() {
        final Info freed = new Info();
        freed.free();
        for (final Info none : new Info[] {freed, MPI.INFO_NULL}) {
            Expect.fault(MPI.ERR_INFO, () -> none.get("k"));
            Expect.fault(MPI.ERR_INFO, () -> none.set("k", "v"));
            Expect.fault(MPI.ERR_INFO, () -> none.delete("k"));
            Expect.fault(MPI.ERR_INFO, none::size);
            Expect.fault(MPI.ERR_INFO, none::dup);
            Expect.fault(MPI.ERR_INFO, none::free);
            Expect.fault(MPI.ERR_INFO, () -> none.getKey(0));
        }
        assertEquals(System.getProperty("user.dir"), MPI.INFO_ENV.get("wdir"));
        Expect.fault(MPI.ERR_INFO, "info_set: MPI.INFO_ENV cannot be changed (MPI.ERR_INFO)",
            () -> MPI.INFO_ENV.set("wdir", "elsewhere"));
        Expect.fault(MPI.ERR_INFO, MPI.INFO_ENV::free);
        final Info mine = MPI.INFO_ENV.dup();
        mine.set("wdir", "elsewhere");
        assertEquals("elsewhere", mine.get("wdir"));
    }
}
