package mpi.core.runtime;

import java.util.Map;
import java.util.Properties;
import mpi.MPI;
import mpi.spi.Faults;

/**
 * The values of all settings of one rank. Immutable.
 */
public final class Settings {
    private final Map<String, String> environment;
    private final Properties properties;

    /**
     * Takes values from an environment and properties; properties win.
     *
     * @param environment environment variables
     * @param properties system properties
     */
    public Settings(final Map<String, String> environment, final Properties properties) {
        this.environment = Map.copyOf(environment);
        this.properties = (Properties) properties.clone();
    }

    /**
     * The value as text.
     *
     * @param setting which
     * @return the value, or its default
     */
    public String text(final Setting setting) {
        final String property = properties.getProperty(setting.property());
        return property != null ? property : environment.getOrDefault(setting.variable(), setting.defaultValue());
    }

    /**
     * The value as a number.
     *
     * @param setting which
     * @return the value, or its default
     * @throws mpi.MPIException {@code MPI.ERR_ARG} if it is not a number of at least 0
     */
    public long number(final Setting setting) {
        final String text = text(setting);
        try {
            final long value = Long.parseLong(text);
            if (value >= 0) {
                return value;
            }
        } catch (final NumberFormatException e) {
            // reported below, as a negative number is
        }
        throw Faults.fault(MPI.ERR_ARG, "Init", "setting " + setting.property() + " (" + setting.variable() + ") is \""
            + text + "\", expected a number of " + setting.unit());
    }

    /**
     * The value as a small number.
     *
     * @param setting which
     * @return the value, or its default; at most {@link Integer#MAX_VALUE}
     */
    public int count(final Setting setting) {
        return (int) Math.min(Integer.MAX_VALUE, number(setting));
    }

    /**
     * The value as a truth value.
     *
     * @param setting which
     * @return true if the text is {@code true} or {@code 1}
     */
    public boolean flag(final Setting setting) {
        final String text = text(setting);
        return "true".equals(text) || "1".equals(text);
    }
}
