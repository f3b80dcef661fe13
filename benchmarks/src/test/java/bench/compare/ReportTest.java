package bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bench.job.Library;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Report REPORT = new Report(Map.of("cpu", "a \"fast\" one"), List.of(
        new Row("latency/openmpi/8", "µs", Gate.atMost(1), Optional.of(Library.OPENMPI), List.of(0.5, 0.25),
            List.of(0.25, 0.25), Optional.empty()),
        new Row("memory", "MB", Gate.below(256), Optional.empty(), List.of(40.0), List.of(), Optional.empty()),
        new Row("rate/mpich/8", "M msg/s", Gate.NONE, Optional.of(Library.MPICH), List.of(), List.of(),
            Optional.of(new Row.Problem(Verdict.PEER_MISSING, "no mpich")))));

    @Test
    void shouldWriteATableForATerminal() {
        assertEquals("""
            row                unit      ours   peer  ratio          range    gate  verdict
            latency/openmpi/8  µs       0.375  0.250  1.500  [1.000–2.000]  ≤ 1.00  MISSED
            memory             MB        40.0                                < 256  ok
            rate/mpich/8       M msg/s                                              peer missing: no mpich
            """, REPORT.text());
    }

    @Test
    void shouldWriteMarkdown() {
        assertEquals("""
            - cpu: a "fast" one

            | row | unit | ours | peer | ratio | range | gate | verdict |
            | --- | --- | --- | --- | --- | --- | --- | --- |
            | latency/openmpi/8 | µs | 0.375 | 0.250 | 1.500 | [1.000–2.000] | ≤ 1.00 | MISSED |
            | memory | MB | 40.0 |  |  |  | < 256 | ok |
            | rate/mpich/8 | M msg/s |  |  |  |  |  | peer missing: no mpich |
            """, REPORT.markdown());
    }

    @Test
    void shouldWriteCsv() {
        assertEquals("""
            row,unit,ours,peer,ratio,ratio_min,ratio_max,gate,verdict,pairs
            latency/openmpi/8,µs,0.375,0.25,1.5,1.0,2.0,≤ 1.00,MISSED,2
            memory,MB,40.0,,,,,< 256,ok,1
            rate/mpich/8,M msg/s,,,,,,,peer missing,0
            """, REPORT.csv());
    }

    @Test
    void shouldWriteJsonWithAllSamples() {
        assertEquals("""
            {"machine":{"cpu":"a \\"fast\\" one"},"rows":[\
            {"gate":"≤ 1.00","name":"latency/openmpi/8","ours":[0.5,0.25],"peer":[0.25,0.25],"problem":"",\
            "ratios":[2.0,1.0],"unit":"µs","verdict":"MISSED"},\
            {"gate":"< 256","name":"memory","ours":[40.0],"peer":[],"problem":"","ratios":[],"unit":"MB",\
            "verdict":"ok"},\
            {"gate":"","name":"rate/mpich/8","ours":[],"peer":[],"problem":"no mpich","ratios":[],\
            "unit":"M msg/s","verdict":"peer missing"}]}
            """, REPORT.json());
    }
}
