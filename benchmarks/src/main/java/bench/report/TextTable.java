package bench.report;

import java.util.List;
import java.util.Set;

/** Cells in columns, for a terminal. */
public final class TextTable {
    private TextTable() {}

    /**
     * Lays cells out.
     *
     * @param lines as many cells each, the headings first
     * @param left columns whose cells begin at the left; those of the others end at the right
     */
    public static String of(final List<List<String>> lines, final Set<Integer> left) {
        final int[] widths = new int[lines.getFirst().size()];
        for (final List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        final StringBuilder text = new StringBuilder();
        for (final List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                final String blanks = " ".repeat(widths[i] - line.get(i).length());
                text.append(left.contains(i) ? line.get(i) + blanks : blanks + line.get(i)).append("  ");
            }
            text.setLength(text.toString().stripTrailing().length());
            text.append('\n');
        }
        return text.toString();
    }
}
