package mpi.transport.tcp;

import java.io.IOException;
import mpi.core.transport.Transport;
import mpi.core.transport.TransportContext;
import mpi.core.transport.TransportProvider;

/**
 * Opens {@code tcp}.
 */
public final class TcpTransportProvider implements TransportProvider {
    private static final int PREFERENCE = 100;

    /** Made by {@link java.util.ServiceLoader}. */
    public TcpTransportProvider() {}

    @Override
    public String name() {
        return TcpTransport.NAME;
    }

    @Override
    public int preference() {
        return PREFERENCE;
    }

    @Override
    public Transport open(final TransportContext context) throws IOException {
        return TcpTransport.open(context);
    }
}
