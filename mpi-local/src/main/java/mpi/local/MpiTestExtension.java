package mpi.local;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import mpi.Comm;
import mpi.Intracomm;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Makes JUnit run a method annotated with {@link MpiTest} in a {@link LocalWorld} in place of calling it. Uses nothing
 * that JUnit 5 and 6 do not both have.
 */
final class MpiTestExtension implements TestTemplateInvocationContextProvider {
    @Override
    public boolean supportsTestTemplate(final ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(final ExtensionContext context) {
        final Class<?> test = context.getRequiredTestClass();
        if (test.isMemberClass() && !Modifier.isStatic(test.getModifiers())) {
            throw new ExtensionConfigurationException(
                test.getName()
                    + ": ranks make their own instances of a test class, which a @Nested one does not allow");
        }
        final MpiTest annotation = AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), MpiTest.class)
            .orElseThrow();
        return Arrays.stream(annotation.ranks()).mapToObj(ranks -> new Run(annotation, ranks));
    }

    /** One world. */
    private record Run(MpiTest test, int ranks) implements TestTemplateInvocationContext, InvocationInterceptor,
        ParameterResolver {

        @Override
        public String getDisplayName(final int invocationIndex) {
            return ranks + (ranks == 1 ? " rank" : " ranks");
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(this);
        }

        @Override
        public boolean supportsParameter(final ParameterContext parameter, final ExtensionContext context) {
            final Class<?> type = parameter.getParameter().getType();
            return test.init() && parameter.getIndex() == 0 && (type == Intracomm.class || type == Comm.class);
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
            if (method.getExecutable().getParameterCount() > 1) {
                throw new ExtensionConfigurationException(
                    method.getExecutable() + ": ranks know of no parameter but their world");
            }
            final List<String> parameters = Arrays.stream(method.getExecutable().getParameterTypes())
                .map(Class::getName)
                .toList();
            try {
                world().runTest(method.getTargetClass(), method.getExecutable().getName(), parameters, test.init());
            } catch (final LocalWorldException e) {
                throw ofRank(e);
            }
        }

        private LocalWorld world() {
            LocalWorld world = LocalWorld.of(ranks).withTimeLimit(Duration.ofSeconds(test.timeoutSeconds()));
            for (final String setting : test.settings()) {
                final int equals = setting.indexOf('=');
                if (equals < 0) {
                    throw new ExtensionConfigurationException(
                        "setting \"" + setting + "\", expected NAME=VALUE");
                }
                world = world.withSetting(setting.substring(0, equals), setting.substring(equals + 1));
            }
            return world;
        }

        /** What the rank has thrown, so that JUnit and IDEs know it for what it is; the rest is only told. */
        private static Throwable ofRank(final LocalWorldException failure) {
            final Throwable thrown = failure.getCause();
            if (thrown == null) {
                return failure;
            }
            final LocalWorldException where =
                new LocalWorldException(failure.getMessage(), null, failure.rank(), failure.exitCode());
            for (final Throwable suppressed : failure.getSuppressed()) {
                where.addSuppressed(suppressed);
            }
            thrown.addSuppressed(where);
            return thrown;
        }
    }
}
