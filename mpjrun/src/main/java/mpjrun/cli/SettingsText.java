package mpjrun.cli;

import mpi.core.runtime.Setting;

/**
 * The reference of all settings, made of their declarations: what {@code --help-settings} prints, and the page of the
 * documentation.
 */
final class SettingsText {
    private static final String HEADER = """
        Each setting is a system property of the ranks (mpjrun -Dmpj.eager.limit=0 ...) or an environment
        variable (mpjrun -x MPJ_EAGER_LIMIT=0 ..., or export it); the property wins.
        """;

    private static final String LOGGING = """

        ## Logging

        The library logs by `System.Logger`, which is `java.util.logging` unless the program brings another one:
        warnings go to standard error, nothing else is shown. What is logged at level DEBUG, there called FINE, is seen
        with

        ```sh
        cat > logging.properties << 'END'
        handlers = java.util.logging.ConsoleHandler
        java.util.logging.ConsoleHandler.level = FINE
        mpi.level = FINE
        END
        mpjrun -n 3 -Djava.util.logging.config.file=logging.properties --coll bcast=scatter_doubling Main
        ```

        | logger | says |
        |---|---|
        | `mpi.core.coll` | which algorithm runs in place of one that is forced and cannot be |
        | `mpi.core.runtime` | which transport cannot be used, and why |
        | `mpi.core.transport` | which calls of the system avoid a copy |
        | `mpi.transport.shm` | which rank of the host is reached another way, and which file could not be removed |
        """;

    private SettingsText() {}

    static String text() {
        final StringBuilder text = new StringBuilder(HEADER);
        for (final Setting setting : Setting.values()) {
            text.append("\n%s (%s), %s\n    %s\n".formatted(setting.property(), setting.variable(), defaultOf(setting),
                setting.sentence()));
        }
        return text.toString();
    }

    /** The page for the web: a table, since there is room for it. */
    static String page() {
        final StringBuilder page = new StringBuilder("# Settings\n\n").append(HEADER)
            .append("`mpjrun --help-settings` prints this list.\n\n")
            .append("| property | variable | default | unit | what it does |\n|---|---|---|---|---|\n");
        for (final Setting setting : Setting.values()) {
            page.append("| `%s` | `%s` | %s | %s | %s |\n".formatted(setting.property(), setting.variable(),
                setting.defaultValue().isEmpty() ? "" : "`" + setting.defaultValue() + "`", setting.unit(),
                setting.sentence()));
        }
        return page.append(LOGGING).toString();
    }

    private static String defaultOf(final Setting setting) {
        if (setting.defaultValue().isEmpty()) {
            return "empty by default";
        }
        return "default " + setting.defaultValue() + (setting.unit().isEmpty() ? "" : " " + setting.unit());
    }
}
