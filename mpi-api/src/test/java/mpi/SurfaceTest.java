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
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every public member of the bindings we follow is there, with the same static-ness, parameters and return type.
 *
 * <p>{@code deferred.txt} lists exactly what is not there yet: whoever adds a member takes its line out.
 * {@code left-out.txt} lists what will never be, with reasons. A line is a member as the lists write it, with its type
 * where only that differs; in {@code left-out.txt} also a whole class as {@code Vector.*}.
 */
class SurfaceTest {
    private static final Pattern MEMBER =
        Pattern.compile("(\\S+)\\.(<init>|[A-Za-z_0-9]+)(\\(.*?\\))?(?:: (.+?))?(?: throws \\w+)?(?:  \\[(.*)])?");
    private static final Map<String, Class<?>> PRIMITIVES = Map.of("void", void.class, "int", int.class, "long",
        long.class, "double", double.class, "float", float.class, "boolean", boolean.class, "byte", byte.class, "char",
        char.class, "short", short.class);

    private static final Pattern BOUND = Pattern.compile("(\\w+) extends ([\\w.]+)");

    private final Set<String> deferred = exceptions("deferred.txt");
    private final Set<String> leftOut = exceptions("left-out.txt");

    /** A line of a list. */
    private record Member(String owner, String name, List<String> parameters, String type, boolean isStatic) {
        String key() {
            return owner + "." + name + (parameters == null ? "" : "(" + String.join(", ", parameters) + ")");
        }

        String typedKey() {
            return key() + ": " + type;
        }
    }

    @Test
    void shouldHaveEveryMemberThatIsNotDeferred() {
        final Set<String> faults = new TreeSet<>();
        final Set<String> absent = new TreeSet<>();
        for (final Member member : members()) {
            final String fault = isListed(leftOut, member) ? null : fault(member);
            if (fault != null) {
                absent.add(member.key());
                absent.add(member.typedKey());
                if (!isListed(deferred, member)) {
                    faults.add(fault);
                }
            }
        }
        final Set<String> present = new TreeSet<>(deferred);
        present.removeAll(absent);
        assertEquals("", String.join("\n", faults), "these are absent and not in deferred.txt");
        assertEquals("", String.join("\n", present), "these are there, take their lines out of deferred.txt");
    }

    @Test
    void shouldLeaveOutOnlyWhatIsListed() {
        final Set<String> stale = new HashSet<>(leftOut);
        for (final Member member : members()) {
            stale.remove(member.key());
            stale.remove(member.typedKey());
            stale.remove(member.owner() + ".*");
        }
        assertEquals(Set.of(), stale, "these are in no list");
    }

    private static boolean isListed(final Set<String> exceptions, final Member member) {
        return exceptions.contains(member.key())
            || exceptions.contains(member.typedKey())
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
            return Stream
                .concat(Arrays.stream(owner.getConstructors()), forHeirs(owner, owner.getDeclaredConstructors()))
                .anyMatch(c -> Arrays.equals(c.getParameterTypes(), parameters))
                    ? null
                    : member.key() + ": no such constructor";
        }
        final Class<?> type = classOf(member.type());
        return Stream.concat(Arrays.stream(owner.getMethods()), forHeirs(owner, owner.getDeclaredMethods()))
            .anyMatch(m -> m.getName().equals(member.name())
                && Arrays.equals(m.getParameterTypes(), parameters) && m.getReturnType() == type
                && Modifier.isStatic(m.getModifiers()) == member.isStatic())
                    ? null
                    : member.key() + ": no such method, or it is not " + (member.isStatic() ? "static " : "") + type;
    }

    /** The protected members of a class that programs extend. */
    private static <M extends java.lang.reflect.Member> Stream<M> forHeirs(final Class<?> owner, final M[] declared) {
        return Stream.of(declared)
            .filter(m -> owner.getName().startsWith("mpi.Struct"))
            .filter(m -> Modifier.isProtected(m.getModifiers()));
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

    /** The public members of the lists; of {@code Struct}, which programs extend, also the protected ones. */
    private static List<Member> members() {
        return Stream.of("openmpi-java", "mpjexpress-0.44", "mpijava-1.2")
            .flatMap(list -> members(list).stream())
            .toList();
    }

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
            final Map<String, String> bounds = bounds(line);
            final String type = matcher.group(4);
            members.add(new Member(matcher.group(1), matcher.group(2),
                parameters == null ? null
                    : Stream.of(parameters.substring(1, parameters.length() - 1).split(", "))
                        .filter(p -> !p.isEmpty())
                        .map(p -> bounds.getOrDefault(p, p))
                        .toList(),
                bounds.isEmpty() ? type : bounds.get(type.substring(type.lastIndexOf(' ') + 1)),
                modifiers.contains("static")));
        }
        return members;
    }

    /** What the type variables of a line are erased to. */
    private static Map<String, String> bounds(final String line) {
        return BOUND.matcher(line)
            .results()
            .collect(Collectors.toMap(bound -> bound.group(1), bound -> bound.group(2)));
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
