package mpi.core.kit;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import mpi.Intracomm;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/**
 * Makes JUnit run a method annotated with {@link MpiTest} as a {@link LocalJob} in place of calling it.
 */
final class MpiTestExtension implements TestTemplateInvocationContextProvider {
    @Override
    public boolean supportsTestTemplate(final ExtensionContext context) {
        return context.getTestMethod().isPresent();
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(final ExtensionContext context) {
        final MpiTest test = context.getRequiredTestMethod().getAnnotation(MpiTest.class);
        return Arrays.stream(test.transport())
            .flatMap(transport -> Arrays.stream(test.ranks()).mapToObj(ranks -> new Run(test, ranks, transport)));
    }

    /** One job. */
    private record Run(MpiTest test, int ranks, String transport) implements TestTemplateInvocationContext,
        InvocationInterceptor, ParameterResolver {

        @Override
        public String getDisplayName(final int invocationIndex) {
            return ranks + (ranks == 1 ? " rank, " : " ranks, ") + transport
                + (test.hosts() == 1 ? "" : ", " + test.hosts() + " hosts")
                + (test.delaySeed() == 0 ? "" : ", delay seed " + test.delaySeed());
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(this);
        }

        @Override
        public boolean supportsParameter(final ParameterContext parameter, final ExtensionContext context) {
            return parameter.getParameter().getType() == Intracomm.class;
        }

        /** Nobody sees this value: the method is not called here but in the ranks, which resolve it themselves. */
        @Override
        public Object resolveParameter(final ParameterContext parameter, final ExtensionContext context) {
            return null;
        }

        @Override
        public void interceptTestTemplateMethod(final Invocation<Void> invocation,
            final ReflectiveInvocationContext<Method> method, final ExtensionContext context) throws Throwable {
            invocation.skip();
            final Map<String, String> environment = new HashMap<>();
            environment.put("MPJ_TRANSPORT", transport);
            for (final String setting : test.settings()) {
                final int equals = setting.indexOf('=');
                environment.put(setting.substring(0, equals), setting.substring(equals + 1));
            }
            final Map<String, Object> extras = Map.of(RankMain.TEST_CLASS, method.getTargetClass().getName(),
                RankMain.TEST_METHOD, method.getExecutable().getName(), RankMain.INIT, test.init(),
                RankMain.DELAY_SEED, test.delaySeed());
            new LocalJob(ranks, test.hosts(), RankMain.class.getName(), isolated(method.getTargetClass()), environment,
                extras, Duration.ofSeconds(test.timeoutSeconds())).run();
        }

        private static Predicate<String> isolated(final Class<?> testClass) {
            final String testPackage = testClass.getPackageName() + ".";
            return name -> name.startsWith("mpi.") || name.startsWith(testPackage);
        }
    }
}
