package mpi.core.p2p;

/**
 * A message that came before its receive.
 */
final class UnexpectedMessage extends Envelope {
    /** World rank of the sender. */
    int peer;
    long messageBytes;
    int objectCount;
    /** The payload of an eager message, or what was announced as early; null for a request-to-send without. */
    byte[] payload;
    /** How much of the payload came, or comes, without being asked for, and how much of that is there. */
    long earlyBytes;
    long arrivedBytes;
    /** Of a request-to-send: the sender's name of the send, and where its memory can be read. */
    long sendId;
    long exposed;
    /** The send itself, if it is this rank's own. */
    SendOperation local;
    /** Links within the list in order of arrival. */
    UnexpectedMessage earlier;
    UnexpectedMessage later;
    /** What stands for it in the {@link ArrivalIndex}; made once, when it is first added to one. */
    ArrivalIndex.Alias alias;
}
