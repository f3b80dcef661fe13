package mpi.transport.tcp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where a rank listens.
 *
 * <pre>
 *   0  version (1), 1 byte
 *   1  number of addresses, 1 byte
 *   2  port, 2 bytes little-endian
 *   4  each address: length (4 or 16), 1 byte, and its bytes
 * </pre>
 *
 * @param addresses in the order in which they are to be tried, at least one
 * @param port TCP port
 */
record Card(List<InetAddress> addresses, int port) {
    private static final byte VERSION = 1;
    private static final int HEADER_BYTES = 4;
    private static final int MAX_ADDRESSES = 16;

    /**
     * Reads a card.
     *
     * @param bytes what {@link #encode} wrote
     * @return the card
     * @throws IOException if they are not a card
     */
    static Card decode(final byte[] bytes) throws IOException {
        final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < HEADER_BYTES || buffer.get() != VERSION) {
            throw new IOException("not a card of this version: " + bytes.length + " bytes");
        }
        final int count = buffer.get();
        final int port = Short.toUnsignedInt(buffer.getShort());
        final List<InetAddress> addresses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            final int length = buffer.hasRemaining() ? buffer.get() : 0;
            if (length != 4 && length != 16 || buffer.remaining() < length) {
                throw new IOException("a card with a broken address");
            }
            final byte[] address = new byte[length];
            buffer.get(address);
            addresses.add(InetAddress.getByAddress(address));
        }
        if (addresses.isEmpty() || port == 0 || buffer.hasRemaining()) {
            throw new IOException("a card without address or port, or with more behind them");
        }
        return new Card(List.copyOf(addresses), port);
    }

    /**
     * Writes the card.
     *
     * @return the bytes
     */
    byte[] encode() {
        final int addressBytes = addresses.stream().mapToInt(address -> 1 + address.getAddress().length).sum();
        final ByteBuffer buffer = ByteBuffer.allocate(HEADER_BYTES + addressBytes).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(VERSION).put((byte) addresses.size()).putShort((short) port);
        for (final InetAddress address : addresses) {
            final byte[] bytes = address.getAddress();
            buffer.put((byte) bytes.length).put(bytes);
        }
        return buffer.array();
    }

    /**
     * The addresses under which others may reach a socket that is bound to an address.
     *
     * @param bound the address; if it is the wildcard, all addresses of this machine count: IPv4 first, loopback only
     *     if there is no other
     * @return the addresses
     * @throws IOException if the interfaces cannot be listed
     */
    static List<InetAddress> reachable(final InetAddress bound) throws IOException {
        if (!bound.isAnyLocalAddress()) {
            return List.of(bound);
        }
        final List<InetAddress> found = new ArrayList<>();
        for (final NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            if (network.isUp()) {
                network.inetAddresses()
                    .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                    .forEach(found::add);
            }
        }
        found.sort(Comparator.comparingInt(address -> address.getAddress().length));
        return found.isEmpty() ? List.of(InetAddress.getLoopbackAddress())
            : List.copyOf(found.subList(0, Math.min(MAX_ADDRESSES, found.size())));
    }

    @Override
    public String toString() {
        return addresses.stream()
            .map(address -> address.getHostAddress() + ":" + port)
            .collect(Collectors.joining(", "));
    }
}
