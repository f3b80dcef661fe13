package bench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ReportTest {
    private static final Map<String, String> FACTS = Map.of("cpu", "a <fast> & \"new\" one");

    private static Result kernel(final String name, final int ranks, final String library, final Double... samples) {
        return new Result(new Result.Subject(name, "", ranks, library, "MB/s"), Result.Status.OK, List.of(samples), "");
    }

    private static Result latency(final String size, final Double... samples) {
        return new Result(new Result.Subject("latency", size, 2, "mpj", "µs"), Result.Status.OK, List.of(samples), "");
    }

    private static Result wrong(final String name, final int ranks) {
        return new Result(new Result.Subject(name, "", ranks, "mpj", "MB/s"), Result.Status.WRONG, List.of(),
            "the solution is wrong; 1 < 2");
    }

    private static Report report(final List<Result> baseline, final Result... results) {
        return new Report("Title", new Results(FACTS, List.of(results)),
            baseline.isEmpty() ? Optional.empty() : Optional.of(new Results(FACTS, baseline)));
    }

    /** The page is well-formed XML, too, with all its pictures. */
    private static Document page(final Report report) throws Exception {
        return DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(report.html().getBytes(StandardCharsets.UTF_8)));
    }

    private static Stream<Element> elements(final Document page, final String name) {
        final NodeList list = page.getElementsByTagName(name);
        return IntStream.range(0, list.getLength()).mapToObj(i -> (Element) list.item(i));
    }

    private static List<String> texts(final Document page, final String name) {
        return elements(page, name).map(Element::getTextContent).toList();
    }

    private static final Report KERNELS = report(List.of(), kernel("nstream", 1, "mpj", 10.0, 12.0, 11.0, 10.5, 10.7),
        kernel("nstream", 1, "openmpi", 10.0, 11.0), kernel("nstream", 2, "mpj", 19.0, 21.0, 20.0),
        kernel("nstream", 2, "openmpi", 22.0));

    @Test
    void shouldDrawRatesScalingRatiosAndSamples() throws Exception {
        final Document page = page(KERNELS);
        assertEquals(List.of("Medians, from the least to the greatest sample", "Speedup over ranks (dashed: ideal)",
            "Rate as a multiple of that of C, by medians; the bars are what the middle halves of both allow",
            "Samples, in % from their median", "Table"), texts(page, "h2"));
        assertEquals(4, elements(page, "svg").count());
        final List<String> titles = texts(page, "title");
        assertTrue(titles.containsAll(List.of("Title", "mpj: 10.7", "openmpi: 10.5", "mpj: 20.0")), titles::toString);
        assertEquals(1, elements(page, "polygon").count(), "a violin needs five samples");
        final List<String> texts = texts(page, "text");
        assertTrue(texts.containsAll(List.of("nstream, MB/s", "1 rank", "2 ranks", "mpj / openmpi")), texts::toString);
    }

    @Test
    void shouldDrawLinesOverSizes() throws Exception {
        final Document page = page(report(List.of(latency("8", 0.2), latency("64K", 9.0)),
            latency("8", 0.3, 0.31), latency("64K", 10.0, 9.0)));
        assertEquals(List.of("Over sizes of messages, in bytes; medians, from the least to the greatest sample",
            "Samples, in % from their median", "Table"), texts(page, "h2"));
        assertTrue(texts(page, "text").containsAll(List.of("latency, 2 ranks, µs", "8", "64K", "earlier run")));
    }

    @Test
    void shouldShowInRedWhatIsWrong() throws Exception {
        final Report report = report(List.of(), kernel("nstream", 1, "mpj", 1.0), wrong("nstream", 2));
        final Document page = page(report);
        assertEquals(1, elements(page, "tr").filter(row -> row.getAttribute("class").equals("bad")).count());
        assertTrue(elements(page, "text").anyMatch(
            text -> text.getTextContent().equals("WRONG") && text.getAttribute("fill").equals("#c62828")));
        assertTrue(texts(page, "p").getFirst().contains("1 result is wrong or failed."));
        assertFalse(report.isGood());
        assertTrue(KERNELS.isGood());
    }

    @Test
    void shouldTellRegressions() throws Exception {
        final Report report = report(List.of(latency("8", 0.2, 0.21), latency("64K", 9.0)),
            latency("8", 0.3, 0.31), latency("64K", 9.1), latency("1M", 90.0));
        assertEquals(List.of("8"), report.regressions().stream().map(one -> one.subject().size()).toList());
        assertFalse(report.isGood());
        assertEquals(1, elements(page(report), "tr").filter(row -> row.getAttribute("class").equals("bad")).count());
        assertEquals("""
            # cpu: a <fast> & "new" one
            benchmark    ranks  library  unit  median        range  samples  before  change      status
            latency/8        2  mpj      µs     0.305  0.300–0.310        2   0.205  REGRESSION  ok
            latency/64K      2  mpj      µs     9.100                     1   9.000  same        ok
            latency/1M       2  mpj      µs      90.0                     1                      ok
            """, report.text());
    }

    @Test
    void shouldShowRatiosToPeers() {
        assertEquals("""
            # cpu: a <fast> & "new" one
            benchmark  ranks  library  unit  median      range  samples  / openmpi  status
            nstream        1  mpj      MB/s    10.7  10.0–12.0        5      1.019  ok
            nstream        1  openmpi  MB/s    10.5  10.0–11.0        2             ok
            nstream        2  mpj      MB/s    20.0  19.0–21.0        3      0.909  ok
            nstream        2  openmpi  MB/s    22.0                   1             ok
            """, KERNELS.text());
    }

    @Test
    void shouldSayThatSamplesAreNoisy() throws Exception {
        final Report report = report(List.of(), kernel("reduce", 2, "mpj", 10.0, 13.0, 9.0, 14.0),
            kernel("nstream", 2, "mpj", 10.0, 10.5, 5.0, 10.2, 10.1), kernel("p2p", 2, "mpj", 1.0, 9.0));
        assertEquals("""
            # cpu: a <fast> & "new" one
            benchmark  ranks  library  unit  median        range  samples  status
            reduce         2  mpj      MB/s    11.5   9.000–14.0        4  ok, noisy
            nstream        2  mpj      MB/s    10.1   5.000–10.5        5  ok
            p2p            2  mpj      MB/s   5.000  1.000–9.000        2  ok
            # noisy: the middle half of the samples spreads over more than 25 % of the median
            """, report.text());
        final String summary = texts(page(report), "p").getFirst();
        assertTrue(summary.endsWith("25 % of the median: reduce (2)."), summary);
    }

    @Test
    void shouldReadItsOwnJson() {
        final Results results = new Results(FACTS, List.of(latency("8", 0.25, 1e-9), wrong("nstream", 2)));
        assertEquals(results, Results.parse(results.json()));
    }

    @Test
    void shouldWriteALineASample() {
        assertEquals("""
            benchmark,size,ranks,library,unit,status,sample,value
            latency,8,2,mpj,µs,ok,1,0.25
            latency,8,2,mpj,µs,ok,2,0.5
            nstream,,2,mpj,MB/s,wrong,,
            """, new Results(FACTS, List.of(latency("8", 0.25, 0.5), wrong("nstream", 2))).csv());
    }

    private static List<Element> labels(final Integer... ranks) throws Exception {
        final Result[] results = Stream.of(ranks)
            .map(number -> kernel("pic", number, "mpj", 1.0 * number))
            .toArray(Result[]::new);
        return elements(page(report(List.of(), results)), "text")
            .filter(text -> text.getTextContent().endsWith(" ranks"))
            .toList();
    }

    /** With a width of 7 a letter, which is more than letters of this size have. */
    @Test
    void shouldLeaveRoomBetweenCategories() throws Exception {
        final List<Element> labels = labels(32, 64, 128, 256).subList(0, 4);
        for (int i = 1; i < labels.size(); i++) {
            final double distance = Double.parseDouble(labels.get(i).getAttribute("x"))
                - Double.parseDouble(labels.get(i - 1).getAttribute("x"));
            assertTrue(distance > 7 * labels.get(i).getTextContent().length(), "distance " + distance);
        }
        assertEquals(List.of(), labels(2, 4, 8, 16, 32), "numbers alone");
    }
}
