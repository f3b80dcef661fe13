package bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bench.job.Library;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class CurvesTest {
    private static Row row(final String name, final List<Double> ours, final List<Double> theirs) {
        return new Row(name, "µs", Gate.NONE, Optional.of(Library.OPENMPI), ours, theirs, Optional.empty());
    }

    private static Document draw(final Row... rows) throws Exception {
        final byte[] svg = new Curves(List.of(rows)).svg().getBytes(StandardCharsets.UTF_8);
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(svg));
    }

    private static List<String> texts(final Document svg) {
        final NodeList texts = svg.getElementsByTagName("text");
        return IntStream.range(0, texts.getLength()).mapToObj(i -> texts.item(i).getTextContent()).toList();
    }

    @Test
    void shouldDrawAPanelForEachContestOfSeveralSizes() throws Exception {
        final Document svg = draw(
            row("coll-bcast-2/openmpi/8", List.of(0.2, 0.1, 0.3), List.of(0.4, 0.5, 0.6)),
            row("coll-bcast-2/openmpi/1K", List.of(2.0), List.of(4.0)),
            row("barrier/openmpi", List.of(1.0), List.of(1.0)),
            row("vector/openmpi/array", List.of(1.0), List.of(1.0)),
            row("vector/openmpi/column", List.of(), List.of()));
        assertEquals(2, svg.getElementsByTagName("polyline").getLength());
        assertTrue(
            texts(svg).containsAll(List.of("coll-bcast-2/openmpi, µs", "8", "1K", "0.1", "0.2", "0.5", "1", "2")),
            texts(svg)::toString);
        assertEquals(4, svg.getElementsByTagName("circle").getLength());
    }

    @Test
    void shouldDrawLargerValuesHigher() throws Exception {
        final Document svg = draw(row("a/openmpi/8", List.of(1.0), List.of(10.0)),
            row("a/openmpi/1K", List.of(100.0), List.of(1000.0)));
        final NodeList circles = svg.getElementsByTagName("circle");
        // theirs are drawn first
        final double[] y = new double[4];
        for (int i = 0; i < y.length; i++) {
            y[i] = Double.parseDouble(((Element) circles.item(i)).getAttribute("cy"));
        }
        assertTrue(y[2] > y[0] && y[0] > y[3] && y[3] > y[1]);
        assertEquals(y[2] - y[0], y[0] - y[3], 0.2, "a factor of ten is one distance everywhere");
    }

    @Test
    void shouldBeEmptyWithoutCurves() {
        assertTrue(new Curves(List.of(row("barrier/openmpi", List.of(1.0), List.of(1.0)))).isEmpty());
    }
}
