package mpi.core.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import mpi.MPI;
import mpi.MPIException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private final Properties properties = new Properties();

    @ParameterizedTest
    @EnumSource(Setting.class)
    void shouldBeDeclaredInFull(final Setting setting) {
        assertTrue(setting.property().matches("mpj(\\.[a-z]+)+"), setting.property());
        assertEquals("MPJ_" + setting.property().substring(4).toUpperCase(Locale.ROOT).replace('.', '_'),
            setting.variable());
        assertTrue(setting.sentence().length() > 10);
        final Settings defaults = new Settings(Map.of(), properties);
        assertEquals(setting.defaultValue(), defaults.text(setting));
        if (!setting.unit().isEmpty()) {
            assertEquals(setting.defaultValue(), String.valueOf(defaults.number(setting)));
        }
    }

    @Test
    void shouldLetThePropertyWinOverTheVariableAndThatOverTheDefault() {
        assertEquals(131072, new Settings(Map.of(), properties).number(Setting.EAGER_LIMIT));
        final Map<String, String> environment = Map.of("MPJ_EAGER_LIMIT", "5");
        assertEquals(5, new Settings(environment, properties).number(Setting.EAGER_LIMIT));
        properties.setProperty("mpj.eager.limit", "7");
        final Settings settings = new Settings(environment, properties);
        assertEquals(7, settings.number(Setting.EAGER_LIMIT));
        properties.setProperty("mpj.eager.limit", "9");
        assertEquals(7, settings.number(Setting.EAGER_LIMIT), "settings do not change");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "128K", "9223372036854775808"})
    void shouldSayWhichNumberIsNone(final String text) {
        final Settings settings = new Settings(Map.of("MPJ_EAGER_LIMIT", text), properties);
        final MPIException error = assertThrows(MPIException.class, () -> settings.number(Setting.EAGER_LIMIT));
        assertEquals(MPI.ERR_ARG, error.getErrorClass());
        assertEquals("Init: setting mpj.eager.limit (MPJ_EAGER_LIMIT) is \"" + text
            + "\", expected a number of bytes (MPI.ERR_ARG)", error.getMessage());
    }

    @Test
    void shouldReadCountsAndFlags() {
        final Settings settings = new Settings(
            Map.of("MPJ_IDLE_YIELDS", "99999999999", "MPJ_STATS", "1", "MPJ_TCP_EPOLL", "no"), properties);
        assertEquals(Integer.MAX_VALUE, settings.count(Setting.IDLE_YIELDS));
        assertTrue(settings.flag(Setting.STATS));
        assertFalse(settings.flag(Setting.TCP_EPOLL));
    }
}
