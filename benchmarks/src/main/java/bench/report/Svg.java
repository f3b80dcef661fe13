package bench.report;

import java.util.Locale;

/**
 * A picture that is being drawn: elements of SVG one after the other. Coordinates are pixels from the upper left.
 */
public final class Svg {
    private static final int FONT_SIZE = 11;

    private final StringBuilder elements = new StringBuilder();
    private final int width;
    private final int height;

    /** Starts a white picture. */
    public Svg(final int width, final int height) {
        this.width = width;
        this.height = height;
    }

    /** Where a text lies beside its point. */
    public enum Anchor {
        /** To the right of it. */
        START,
        /** Around it. */
        MIDDLE,
        /** To the left of it. */
        END
    }

    /** The whole picture, for a file of its own or within a page. */
    public String text() {
        return String.format(Locale.ROOT, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
            + " width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"%d\">%n"
            + "<rect width=\"%d\" height=\"%d\" fill=\"white\"/>%n", width, height, width, height, FONT_SIZE, width,
            height) + elements + "</svg>\n";
    }

    /** What is drawn until {@link #end} is moved by so much. */
    public void begin(final int x, final int y) {
        add("<g transform=\"translate(%d,%d)\">", x, y);
    }

    /** Ends what {@link #begin} has begun. */
    public void end() {
        add("</g>");
    }

    /** A thin line. */
    public void line(final double x1, final double y1, final double x2, final double y2, final String color) {
        add("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>", x1, y1, x2, y2, color);
    }

    /** A thin line of dashes. */
    public void dashes(final double x1, final double y1, final double x2, final double y2, final String color) {
        add("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-dasharray=\"4 3\"/>", x1, y1,
            x2,
            y2, color);
    }

    /** A thick line through points, as in {@code 1,2 3,4}. */
    public void polyline(final String points, final String color) {
        add("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", points, color);
    }

    /** An area, half transparent. */
    public void polygon(final String points, final String color) {
        add("<polygon points=\"%s\" fill=\"%s\" fill-opacity=\"0.25\" stroke=\"%s\" stroke-width=\"0.7\"/>", points,
            color, color);
    }

    /** A dot. */
    public void circle(final double x, final double y, final double radius, final String color) {
        add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\"/>", x, y, radius, color);
    }

    /** A filled rectangle; its name is shown where the pointer is over it. */
    public void bar(final double x, final double y, final double barWidth, final double barHeight, final String color,
        final String name) {
        add("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"><title>%s</title></rect>", x, y,
            barWidth, barHeight, color, escaped(name));
    }

    /** A rectangle that hides nothing. */
    public void frame(final double x, final double y, final double frameWidth, final double frameHeight,
        final String color) {
        add("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"none\" stroke=\"%s\"/>", x, y,
            frameWidth,
            frameHeight, color);
    }

    /** A rectangle through which one sees a little. */
    public void box(final double x, final double y, final double boxWidth, final double boxHeight,
        final String color) {
        add("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"white\" fill-opacity=\"0.6\""
            + " stroke=\"%s\"/>", x, y, boxWidth, boxHeight, color);
    }

    /** Text in black. */
    public void label(final double x, final double y, final Anchor anchor, final String text) {
        label(x, y, anchor, text, "black");
    }

    /** Text in a colour. */
    public void label(final double x, final double y, final Anchor anchor, final String text, final String color) {
        add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>", x, y,
            anchor.name().toLowerCase(Locale.ROOT), color, escaped(text));
    }

    /** Text in bold letters. */
    public void heading(final double x, final double y, final String text) {
        add("<text x=\"%.1f\" y=\"%.1f\" font-weight=\"bold\">%s</text>", x, y, escaped(text));
    }

    /** Text as it may stand in XML and HTML. */
    public static String escaped(final String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    private void add(final String format, final Object... arguments) {
        elements.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
