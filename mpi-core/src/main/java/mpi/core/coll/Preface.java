package mpi.core.coll;

import java.util.function.Consumer;

/**
 * What all ranks tell each other before a collective operation begins: a text of any length each, and what is to be
 * made of all of them. Cost: two messages to and from each rank.
 */
public final class Preface {
    private final int self;
    private final byte[] mine;
    private final byte[][] texts;
    private final int[][] lengths;
    private final Consumer<byte[][]> judge;

    /**
     * Makes a preface.
     *
     * @param parties ranks that the port of the operation reaches, and this one
     * @param self the number of this rank among them
     * @param mine what this rank tells
     * @param judge takes what all told; called with the progress lock held; what it throws the operation fails with
     */
    public Preface(final int parties, final int self, final byte[] mine, final Consumer<byte[][]> judge) {
        this.self = self;
        this.mine = mine;
        this.judge = judge;
        texts = new byte[parties][];
        lengths = new int[parties][1];
        texts[self] = mine;
    }

    /** Adds its steps to a schedule, and behind them what one rank tells the others, if the judge has not thrown. */
    void begin(final Schedule schedule, final Announcement next) {
        begin(schedule, () -> next.plan(schedule, texts.length, self));
    }

    /** Adds its steps to a schedule, and behind them those that {@code next} adds, if the judge has not thrown. */
    void begin(final Schedule schedule, final Runnable next) {
        final int[] myLength = {mine.length};
        for (int party = 0; party < texts.length; party++) {
            if (party != self) {
                schedule.receive(party, lengths[party], 0, Integer.BYTES);
                schedule.send(party, myLength, 0, Integer.BYTES);
            }
        }
        schedule.then(() -> exchangeTexts(schedule, next));
    }

    private void exchangeTexts(final Schedule schedule, final Runnable next) {
        for (int party = 0; party < texts.length; party++) {
            if (party != self) {
                texts[party] = new byte[lengths[party][0]];
                schedule.receive(party, texts[party], 0, texts[party].length);
                schedule.send(party, mine, 0, mine.length);
            }
        }
        schedule.then(() -> {
            if (schedule.hasFailed()) {
                return; // a rank is gone
            }
            judge.accept(texts);
            next.run();
        });
    }
}
