package mpi.core.transport;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Whether this copy of the engine works with addresses of native memory. Decided once, by whoever asks first.
 */
public final class AddressUse {
    private static final AtomicReference<Boolean> DECISION = new AtomicReference<>();

    private AddressUse() {}

    /**
     * Does without addresses, whatever the JVM permits: for ranks that share a JVM which somebody else has started,
     * maybe without Agrona, on which work with addresses is built. To be called before any buffer is touched.
     *
     * @throws IllegalStateException if addresses are in use
     */
    public static void renounce() {
        DECISION.compareAndSet(null, false);
        if (DECISION.get()) {
            throw new IllegalStateException("addresses are in use already");
        }
    }

    /** Whether they are possible and nobody has renounced them. */
    static boolean isPossible() {
        final Module own = AddressUse.class.getModule();
        DECISION.compareAndSet(null,
            own.isNativeAccessEnabled() && Object.class.getModule().isOpen("jdk.internal.misc", own));
        return DECISION.get();
    }
}
