import mpi.*;

/**
 * Two groups of ranks, sellers and buyers, with an intercommunicator between them: its ranks are those of the other
 * group. Each seller sends its price to one buyer. At the end both are merged into one communicator again.
 */
public class Market {
    public static void main(String[] args) {
        MPI.Init(args);
        int rank = MPI.COMM_WORLD.Rank();
        int size = MPI.COMM_WORLD.Size();
        if (size < 2) {
            System.out.println("A market needs two ranks");
            MPI.Finalize();
            return;
        }

        boolean isSeller = rank % 2 == 0;
        Intracomm group = MPI.COMM_WORLD.Split(isSeller ? 0 : 1, rank);
        // The first of each group knows the first of the other one by its rank in the communicator of both.
        Intercomm market = MPI.COMM_WORLD.Create_intercomm(group, 0, isSeller ? 1 : 0, 0);
        int[] price = new int[1];
        int bought = 0;
        if (isSeller) {
            price[0] = 10 + market.Rank();
            market.Send(price, 0, 1, MPI.INT, market.Rank() % market.Remote_size(), 0);
        } else {
            for (int seller = market.Rank(); seller < market.Remote_size(); seller += market.Size()) {
                Status status = market.Recv(price, 0, 1, MPI.INT, MPI.ANY_SOURCE, 0);
                if (price[0] != 10 + status.source) {
                    throw new AssertionError("seller " + status.source + " asks for " + price[0]);
                }
                bought += price[0];
            }
        }

        // The group that says "high" comes after the other one.
        Intracomm both = market.Merge(!isSeller);
        int[] turnover = new int[1];
        both.Allreduce(new int[] {bought}, 0, turnover, 0, 1, MPI.INT, MPI.SUM);
        int sellers = (size + 1) / 2;
        int place = isSeller ? rank / 2 : sellers + rank / 2;
        int expected = sellers * 10 + sellers * (sellers - 1) / 2;
        if (turnover[0] != expected || both.Rank() != place || both.Size() != size) {
            throw new AssertionError("rank " + rank + " is " + both.Rank() + " of " + both.Size() + ", turnover "
                + turnover[0] + " in place of " + expected);
        }
        if (rank == 0) {
            System.out.println(sellers + " sellers have sold for " + turnover[0]);
        }
        MPI.Finalize();
    }
}
