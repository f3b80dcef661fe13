package mpi;

/**
 * Items of {@link MPI#LONG_INT} in a byte buffer: a {@code long} value and an {@code int} index, which
 * {@link MPI#MINLOC} and {@link MPI#MAXLOC} compare.
 */
public final class LongInt extends Struct {
    private static final int VALUE_OFFSET = 0;
    private static final int INDEX_OFFSET = 8;

    LongInt() {
        super(MPI.LONG_INT);
    }

    @Override
    protected Data newData() {
        return new Data();
    }

    /** Reads and writes one pair. */
    public final class Data extends Struct.Data {
        /** Made by {@link Struct#getData(java.nio.ByteBuffer)}. */
        public Data() {}

        /**
         * Reads the value.
         *
         * @return the value
         */
        public long getValue() {
            return getLong(VALUE_OFFSET);
        }

        /**
         * Reads the index.
         *
         * @return the index
         */
        public int getIndex() {
            return getInt(INDEX_OFFSET);
        }

        /**
         * Writes the value.
         *
         * @param v the value
         */
        public void putValue(final long v) {
            putLong(VALUE_OFFSET, v);
        }

        /**
         * Writes the index.
         *
         * @param v the index
         */
        public void putIndex(final int v) {
            putInt(INDEX_OFFSET, v);
        }
    }
}
