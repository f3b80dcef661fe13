package mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every public member of the bindings we follow is there, with the same static-ness, parameters and return type.
 *
 * <p>{@code deferred.txt} lists what is not there yet and only shrinks; {@code left-out.txt} what will never be, with
 * reasons. A line is a member as the lists write it, with its type where only that differs, or a whole class as
 * {@code Win.*}.
 */
class SurfaceTest {
    private static final Pattern MEMBER =
        Pattern.compile("(\\S+)\\.(<init>|[A-Za-z_0-9]+)(\\(.*?\\))?(?:: (.+?))?(?: throws \\w+)?(?:  \\[(.*)])?");
    private static final Map<String, Class<?>> PRIMITIVES = Map.of("void", void.class, "int", int.class, "long",
        long.class, "double", double.class, "float", float.class, "boolean", boolean.class, "byte", byte.class, "char",
        char.class, "short", short.class);

    private final Set<String> deferred = exceptions("deferred.txt");
    private final Set<String> leftOut = exceptions("left-out.txt");

    /** A line of a list. */
    private record Member(String owner, String name, List<String> parameters, String type, boolean isStatic) {
        String key() {
            return owner + "." + name + (parameters == null ? "" : "(" + String.join(", ", parameters) + ")");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openmpi-java", "mpjexpress-0.44", "mpijava-1.2"})
    void shouldHaveEveryMember(final String list) {
        final Set<String> wrong = new LinkedHashSet<>();
        for (final Member member : members(list)) {
            final String fault = isListed(leftOut, member) ? null : fault(member);
            if (fault != null && !isListed(deferred, member)) {
                wrong.add(fault);
            }
        }
        assertEquals("", String.join("\n", wrong));
    }

    @Test
    void shouldDeferOnlyWhatIsAbsent() {
        final Set<String> present = new LinkedHashSet<>();
        final Set<String> stale = new HashSet<>(deferred);
        stale.addAll(leftOut);
        for (final String list : List.of("openmpi-java", "mpjexpress-0.44", "mpijava-1.2")) {
            for (final Member member : members(list)) {
                stale.remove(member.key());
                stale.remove(member.key() + ": " + member.type());
                stale.remove(member.owner() + ".*");
                if (isListed(deferred, member) && fault(member) == null) {
                    present.add(member.key());
                }
            }
        }
        assertEquals("", String.join("\n", present), "these are there and no longer deferred");
        assertEquals(Set.of(), stale, "these are in no list");
    }

    private static boolean isListed(final Set<String> exceptions, final Member member) {
        return exceptions.contains(member.key()) || exceptions.contains(member.key() + ": " + member.type())
            || exceptions.contains(member.owner() + ".*");
    }

    private static String fault(final Member member) {
        final Class<?> owner = classOf(member.owner());
        if (owner == null) {
            return member.key() + ": no such class";
        }
        final Class<?>[] parameters = member.parameters() == null ? null
            : member.parameters().stream().map(SurfaceTest::classOf).toArray(Class<?>[]::new);
        if (parameters != null && Arrays.stream(parameters).anyMatch(Objects::isNull)) {
            return member.key() + ": a parameter's class is missing";
        }
        if (parameters == null) {
            return faultOfField(owner, member);
        }
        if (member.name().equals("<init>")) {
            return Arrays.stream(owner.getConstructors())
                .anyMatch(c -> Arrays.equals(c.getParameterTypes(), parameters))
                    ? null
                    : member.key() + ": no such constructor";
        }
        final Class<?> type = classOf(member.type());
        return Arrays.stream(owner.getMethods())
            .anyMatch(m -> m.getName().equals(member.name())
                && Arrays.equals(m.getParameterTypes(), parameters) && m.getReturnType() == type
                && Modifier.isStatic(m.getModifiers()) == member.isStatic())
                    ? null
                    : member.key() + ": no such method, or it is not " + (member.isStatic() ? "static " : "") + type;
    }

    private static String faultOfField(final Class<?> owner, final Member member) {
        try {
            final Field field = owner.getField(member.name());
            return field.getType() == classOf(member.type())
                && Modifier.isStatic(field.getModifiers()) == member.isStatic()
                    ? null
                    : member.key() + ": is of " + field.getType();
        } catch (final NoSuchFieldException e) {
            return member.key() + ": no such field";
        }
    }

    private static Class<?> classOf(final String name) {
        if (name.endsWith("[]")) {
            final Class<?> component = classOf(name.substring(0, name.length() - 2));
            return component == null ? null : component.arrayType();
        }
        final Class<?> primitive = PRIMITIVES.get(name);
        if (primitive != null) {
            return primitive;
        }
        final String plain = name.contains(".") && Character.isLowerCase(name.charAt(0)) ? name
            : Set.of("Object", "String", "Throwable").contains(name) ? "java.lang." + name
                : "mpi." + name.replace('.', '$');
        try {
            return Class.forName(plain);
        } catch (final ClassNotFoundException e) {
            return null;
        }
    }

    /** The public members of a list; of {@code Struct}, which programs extend, also the protected ones. */
    private static List<Member> members(final String list) {
        final List<Member> members = new ArrayList<>();
        for (final String line : lines(list + ".txt")) {
            final Matcher matcher = MEMBER.matcher(line);
            if (line.startsWith("#") || !matcher.matches()) {
                continue;
            }
            final String modifiers = matcher.group(5) == null ? "" : matcher.group(5);
            if (modifiers.contains("protected") && !matcher.group(1).startsWith("Struct")) {
                continue;
            }
            final String parameters = matcher.group(3);
            members.add(new Member(matcher.group(1), matcher.group(2),
                parameters == null ? null
                    : Stream.of(parameters.substring(1, parameters.length() - 1).split(", "))
                        .filter(p -> !p.isEmpty())
                        .toList(),
                matcher.group(4), modifiers.contains("static")));
        }
        return members;
    }

    private static Set<String> exceptions(final String file) {
        final Set<String> exceptions = new LinkedHashSet<>();
        for (final String line : lines(file)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                exceptions.add(line.strip());
            }
        }
        return exceptions;
    }

    private static List<String> lines(final String file) {
        try (InputStream in = SurfaceTest.class.getResourceAsStream("surface/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }
}
