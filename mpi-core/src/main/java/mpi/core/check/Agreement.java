package mpi.core.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.check.Signature.Difference;
import mpi.spi.Collective;
import mpi.spi.Faults;

/**
 * Judges whether what the ranks of a communicator call fits together (MPI 4.1, section 6.1 and those of the
 * operations). Every rank judges the same calls, so all come to the same end.
 *
 * <p>The error class says what differs: {@code ERR_ARG} the operation itself or another argument, {@code ERR_ROOT},
 * {@code ERR_OP}, {@code ERR_GROUP}, {@code ERR_TYPE} the basic type, {@code ERR_COUNT} how much is sent or expected.
 */
public final class Agreement {
    private static final int PAIRS_SHOWN = 4;

    private final String where;
    private final List<Party> all = new ArrayList<>();
    private final List<Party> local = new ArrayList<>();
    private final List<Party> remote = new ArrayList<>();
    private final boolean isInter;

    /** A rank and what it calls. */
    private record Party(String name, int rank, Call call) {}

    /** A block that does not fit. */
    private record Misfit(Difference difference, String text) {}

    private Agreement(final String where, final List<Call> localCalls, final List<Call> remoteCalls) {
        this.where = where;
        isInter = !remoteCalls.isEmpty();
        for (int rank = 0; rank < localCalls.size(); rank++) {
            local.add(new Party((isInter ? "local rank " : "rank ") + rank, rank, localCalls.get(rank)));
        }
        for (int rank = 0; rank < remoteCalls.size(); rank++) {
            remote.add(new Party("remote rank " + rank, rank, remoteCalls.get(rank)));
        }
        all.addAll(local);
        all.addAll(remote);
    }

    /**
     * Judges the calls of all ranks.
     *
     * @param where the operation with communicator and rank, for the text
     * @param local calls of this rank's group, by rank
     * @param remote calls of the other group of an intercommunicator, by rank; empty in an intracommunicator
     * @throws MPIException if they do not fit together
     */
    public static void require(final String where, final List<Call> local, final List<Call> remote) {
        new Agreement(where, local, remote).require();
    }

    private void require() {
        requireEqual(all, Call::operation, MPI.ERR_ARG, "not all ranks call the same operation");
        requireRoot();
        requireEqual(all, Call::op, MPI.ERR_OP, "the reduction operations differ");
        requireEqual(local, Call::arguments, MPI.ERR_ARG, "the arguments differ");
        requireEqual(remote, Call::arguments, MPI.ERR_ARG, "the arguments differ");
        requireGroups();
        final Collective.Kind kind = local.getFirst().call.kind();
        if (kind == null) {
            return;
        }
        switch (kind) {
            case BARRIER, REDUCE_LOCAL -> {
                // nothing is sent
            }
            case BCAST, REDUCE, ALLREDUCE, SCAN, EXSCAN -> requireSameData(all);
            case REDUCE_SCATTER, REDUCE_SCATTER_BLOCK -> {
                requireSameData(local);
                requireSameData(remote);
                requireSameTotal();
            }
            case NEIGHBOR_ALLGATHER, NEIGHBOR_ALLGATHERV, NEIGHBOR_ALLTOALL, NEIGHBOR_ALLTOALLV, NEIGHBOR_ALLTOALLW ->
                requireFit(neighbourMisfits());
            default -> requireFit(isInter ? misfits(kind, local, remote, misfits(kind, remote, local, List.of()))
                : misfits(kind, local, local, List.of()));
        }
    }

    private void requireEqual(final List<Party> parties, final Function<Call, Object> aspect, final int errorClass,
        final String what) {
        if (parties.stream().map(party -> aspect.apply(party.call)).distinct().count() > 1) {
            throw disagreement(errorClass, what);
        }
    }

    /** Over an intercommunicator one rank is the root, its group knows that it is not, and the other one names it. */
    private void requireRoot() {
        final String what = "the roots differ";
        if (!isInter) {
            requireEqual(all, Call::root, MPI.ERR_ROOT, what);
        } else if (local.getFirst().call.kind() != null && local.getFirst().call.kind().isRooted()) {
            final List<Party> roots = all.stream().filter(party -> party.call.root() == MPI.ROOT).toList();
            if (roots.size() != 1) {
                throw disagreement(MPI.ERR_ROOT, "there must be one root, not " + roots.size());
            }
            final Party root = roots.getFirst();
            final boolean isLocal = local.contains(root);
            final boolean areWell = (isLocal ? local : remote).stream()
                .allMatch(party -> party == root || party.call.root() == MPI.PROC_NULL)
                && (isLocal ? remote : local).stream().allMatch(party -> party.call.root() == root.rank);
            if (!areWell) {
                throw disagreement(MPI.ERR_ROOT, what);
            }
        }
    }

    /** Groups of one call may differ if they have no rank in common (MPI 4.1, section 7.4.2). */
    private void requireGroups() {
        for (final Party party : local) {
            final List<Integer> group = ranks(party.call);
            for (final int member : group) {
                if (member < local.size() && !ranks(local.get(member).call).equals(group)) {
                    throw disagreement(MPI.ERR_GROUP, "rank " + member + " is in groups that differ");
                }
            }
        }
    }

    private static List<Integer> ranks(final Call call) {
        return IntStream.of(call.group()).boxed().toList();
    }

    /** All contribute as much; those that have no part over an intercommunicator have no data. */
    private void requireSameData(final List<Party> parties) {
        final List<Party> involved = parties.stream().filter(party -> data(party.call).length > 0).toList();
        Difference worst = Difference.NONE;
        for (final Party party : involved) {
            final Difference difference = difference(data(involved.getFirst().call), data(party.call));
            worst = difference.compareTo(worst) > 0 ? difference : worst;
        }
        throwIf(worst);
    }

    private static Signature[] data(final Call call) {
        return call.send().length > 0 ? call.send() : call.recv();
    }

    private static Difference difference(final Signature[] one, final Signature[] other) {
        if (one.length != other.length) {
            return Difference.COUNT;
        }
        Difference worst = Difference.NONE;
        for (int block = 0; block < one.length; block++) {
            final Difference difference = one[block].from(other[block]);
            worst = difference.compareTo(worst) > 0 ? difference : worst;
        }
        return worst;
    }

    /** Each group receives in parts what the other one sends as a whole (MPI 4.1, section 6.9.8). */
    private void requireSameTotal() {
        if (isInter) {
            throwIf(total(local.getFirst().call).from(total(remote.getFirst().call)));
        }
    }

    private static Signature total(final Call call) {
        long amount = 0;
        for (final Signature block : data(call)) {
            amount += block.amount();
        }
        return new Signature(data(call)[0].kind(), amount);
    }

    private void throwIf(final Difference difference) {
        if (difference != Difference.NONE) {
            throw disagreement(errorClass(difference), difference == Difference.TYPE ? "the datatypes differ"
                : "the counts differ");
        }
    }

    private static int errorClass(final Difference difference) {
        return difference == Difference.TYPE ? MPI.ERR_TYPE : MPI.ERR_COUNT;
    }

    /** The blocks from some ranks to some that do not fit, behind those known. */
    private static List<Misfit> misfits(final Collective.Kind kind, final List<Party> senders,
        final List<Party> receivers, final List<Misfit> known) {
        final DataFlow flow = new DataFlow(kind);
        final List<Misfit> misfits = new ArrayList<>(known);
        for (final Party sender : senders) {
            for (final Party receiver : receivers) {
                add(misfits, sender, flow.sent(sender.call, sender.rank, receiver.call, receiver.rank), receiver,
                    flow.expected(receiver.call, sender.rank));
            }
        }
        return misfits;
    }

    private List<Misfit> neighbourMisfits() {
        final List<Misfit> misfits = new ArrayList<>();
        for (final Party sender : local) {
            final int[] destinations = sender.call.neighbours().destinations();
            for (int edge = 0; edge < destinations.length; edge++) {
                if (destinations[edge] != MPI.PROC_NULL) {
                    final Party receiver = local.get(destinations[edge]);
                    final int slot = Edges.slot(sender.call.neighbours(), sender.rank, edge,
                        receiver.call.neighbours());
                    final Signature[] sent = sender.call.send();
                    if (slot < 0) {
                        misfits.add(new Misfit(Difference.COUNT, sender.name + " sends to " + receiver.name
                            + ", which does not expect it"));
                    } else {
                        add(misfits, sender, sent[sent.length == 1 ? 0 : edge], receiver, receiver.call.recv()[slot]);
                    }
                }
            }
        }
        return misfits;
    }

    private static void add(final List<Misfit> misfits, final Party sender, final Signature sent, final Party receiver,
        final Signature expected) {
        if (sent != null && expected != null && sent.from(expected) != Difference.NONE) {
            misfits.add(new Misfit(sent.from(expected),
                sender.name + " sends " + sent + " to " + receiver.name + ", which expects " + expected));
        }
    }

    private void requireFit(final List<Misfit> misfits) {
        if (misfits.isEmpty()) {
            return;
        }
        final Difference worst = misfits.stream().map(Misfit::difference).max(Comparator.naturalOrder()).orElseThrow();
        final int hidden = misfits.size() - PAIRS_SHOWN;
        throw Faults.fault(errorClass(worst), where, misfits.stream()
            .limit(PAIRS_SHOWN)
            .map(Misfit::text)
            .collect(Collectors.joining("; ")) + (hidden > 0 ? "; and " + hidden + " more" : ""));
    }

    /** Names who calls what, the fewest ranks first: they are the ones to look at. */
    private MPIException disagreement(final int errorClass, final String what) {
        final Map<String, List<Party>> callers = new LinkedHashMap<>();
        for (final Party party : all) {
            callers.computeIfAbsent(party.call.text(), _ -> new ArrayList<>()).add(party);
        }
        final List<List<Party>> camps = new ArrayList<>(callers.values());
        camps.sort(Comparator.comparingInt(List::size));
        return Faults.fault(errorClass, where,
            what + ": " + camps.stream()
                .map(Agreement::campText)
                .collect(Collectors.joining(", ")));
    }

    private static String campText(final List<Party> camp) {
        final boolean isOne = camp.size() == 1;
        final String names = isOne ? camp.getFirst().name
            : camp.stream().allMatch(party -> party.name.startsWith("rank "))
                ? "ranks " + camp.stream().map(party -> String.valueOf(party.rank)).collect(Collectors.joining(", "))
                : camp.stream().map(Party::name).collect(Collectors.joining(", "));
        final Call call = camp.getFirst().call;
        return call.isFinalize() ? names + (isOne ? " has" : " have") + " arrived at Finalize"
            : names + (isOne ? " calls " : " call ") + call.text();
    }
}
