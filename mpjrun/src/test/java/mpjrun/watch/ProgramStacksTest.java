package mpjrun.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import mpi.core.boot.RankState;
import mpi.core.boot.StateAnswer;
import org.junit.jupiter.api.Test;

class ProgramStacksTest {
    private static final String BARRIER = """
        "main" #3 RUNNABLE
            at java.base@25.0.3/java.lang.invoke.LambdaForm$MH/0x0000000058098800.invoke(LambdaForm$MH)
            at app//mpi.transport.shm.Syscall.call(Syscall.java:63)
            at app//mpi.core.Progress$$Lambda/0x0000000058095980.run(Unknown Source)
            at app//mpi.Comm.barrier(Comm.java:77)
            at app//hello.Hello.main(Hello.java:7)
            at java.base@25.0.3/java.lang.Thread.run(Thread.java:1474)
        "Signal Dispatcher" #9 daemon RUNNABLE
        "mpj-control" #16 daemon RUNNABLE
            at java.base@25.0.3/java.lang.Thread.dumpThreads(Native Method)
            at app//mpi.core.boot.ThreadStacks.take(ThreadStacks.java:15)
        """;

    private static StateAnswer answer(final int rank, final String stacks) {
        return new StateAnswer(rank, 4710 + rank, new RankState(true, 5, List.of()), stacks);
    }

    @Test
    void shouldShowTheProgramOnceForRanksThatAreInTheSamePlace() {
        final String sleeps = """
            "worker of "x"" #21 TIMED_WAITING
                at java.base@25.0.3/java.lang.Thread.sleep(Thread.java:5)
                at hello.module@1.0/hello.Hello$$Lambda/0x00000000580.run(Unknown Source)
                at java.base@25.0.3/java.lang.Thread.run(Thread.java:1474)
            """;
        assertEquals("""
            ranks 0, 2, thread "main":
                at app//mpi.Comm.barrier(Comm.java:77)
                at app//hello.Hello.main(Hello.java:7)
            rank 2, thread "worker of "x"":
                at java.base@25.0.3/java.lang.Thread.sleep(Thread.java:5)
                at hello.module@1.0/hello.Hello$$Lambda/0x00000000580.run(Unknown Source)
            """, ProgramStacks.text(List.of(answer(0, BARRIER), answer(1, "\"main\" #3 RUNNABLE\n"),
            answer(2, BARRIER.replace("#3", "#4") + sleeps))));
    }

    @Test
    void shouldShowTheTopOfALongStack() {
        assertEquals("""
            rank 0, thread "main":
            %s    and 29 more
            """.formatted("    at app//A.f(A.java:1)\n".repeat(12)),
            ProgramStacks
                .text(List.of(answer(0, "\"main\" #3 RUNNABLE\n" + "    at app//A.f(A.java:1)\n".repeat(41)))));
    }

    @Test
    void shouldKnowTheLibraryAsAModuleAndOnAPath() {
        assertEquals("""
            rank 0, thread "main":
                at mpj.api@0.1.0/mpi.Comm.recv(Comm.java:9)
                at mpich.Wrapper.recv(Wrapper.java:3)
            """, ProgramStacks.text(List.of(answer(0, """
            "main" #3 RUNNABLE
                at app//io.netty.channel.epoll.Native.epollWait(Native.java:3)
                at app//mpi.core.comm.Communicator.recv(Communicator.java:5)
                at mpj.api@0.1.0/mpi.Comm.recv(Comm.java:9)
                at mpich.Wrapper.recv(Wrapper.java:3)
            """))));
    }
}
