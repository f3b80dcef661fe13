package mpi.core.datatype;

/**
 * A message made by {@link Packing}.
 *
 * @param data its bytes, from index 0; may be longer than the message
 * @param lengthBytes length of the message
 * @param objectCount array slots in the message where it carries objects, else 0
 */
// An array in a record: compared by identity, which is all that is asked of it.
public record Packed(byte[] data, int lengthBytes, int objectCount) {}
