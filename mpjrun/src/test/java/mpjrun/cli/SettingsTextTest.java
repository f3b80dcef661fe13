package mpjrun.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import mpi.core.runtime.Setting;
import org.junit.jupiter.api.Test;

class SettingsTextTest {
    @Test
    void shouldTellAllOfEverySetting() {
        final String text = SettingsText.text();
        assertTrue(text.contains("""

            mpj.eager.limit (MPJ_EAGER_LIMIT), default 131072 bytes
                standard-mode sends up to this length complete without a receiver
            """), text);
        for (final Setting setting : Setting.values()) {
            assertTrue(text.contains("\n" + setting.property() + " (" + setting.variable() + "), "), setting.name());
            assertTrue(text.contains("\n    " + setting.sentence() + "\n"), setting.name());
        }
    }

    @Test
    void shouldBeThePageOfTheDocumentation() throws IOException {
        final Path page = Path.of("").toAbsolutePath().getParent().resolve("docs/settings.md");
        assertEquals(SettingsText.page(), Files.readString(page), "docs/settings.md is generated: put this text there");
    }
}
