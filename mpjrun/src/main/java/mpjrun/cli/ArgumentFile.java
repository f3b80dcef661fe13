package mpjrun.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of words for the command line, {@code @file}, as {@code java} has it: words are separated by white space;
 * quotes of either kind keep it, up to the end of the line unless a backslash, which escapes in quotes only, joins the
 * next one without its leading white space; a {@code #} outside quotes begins a comment. {@code @@word} stands for
 * {@code @word}.
 */
final class ArgumentFile {
    private static final char NO_QUOTE = 0;

    private final String text;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean isInWord;
    private char quote = NO_QUOTE;
    private int next;

    private ArgumentFile(final String text) {
        this.text = text;
    }

    /** Whether a word of a command line stands for a file. */
    static boolean isNamedBy(final String word) {
        return word.length() > 1 && word.charAt(0) == '@' && word.charAt(1) != '@';
    }

    /** A word that begins with two of the signs means one. */
    static String unescaped(final String word) {
        return word.startsWith("@@") ? word.substring(1) : word;
    }

    /**
     * Reads a file.
     *
     * @param name its name, with the sign
     * @return its words
     * @throws BadInputException if it cannot be read
     */
    static List<String> read(final String name) throws BadInputException {
        final Path path = Path.of(name.substring(1));
        if (!Files.exists(path)) {
            throw BadInputException.usage("there is no argument file " + path);
        }
        try {
            return words(Files.readString(path));
        } catch (final CharacterCodingException e) {
            throw BadInputException.usage("the argument file " + path + " is not in UTF-8");
        } catch (final IOException e) {
            throw BadInputException.usage("cannot read the argument file " + path + ": " + e.getMessage());
        }
    }

    /** Takes the text of a file apart. */
    static List<String> words(final String text) {
        return new ArgumentFile(text).words();
    }

    private List<String> words() {
        while (next < text.length()) {
            final char c = text.charAt(next);
            next++;
            if (isLineEnd(c)) {
                endWord();
            } else if (quote != NO_QUOTE) {
                takeQuoted(c);
            } else if (isBlank(c)) {
                endWord();
            } else if (c == '#') {
                endWord();
                skipLine();
            } else if (c == '"' || c == '\'') {
                quote = c;
                isInWord = true;
            } else {
                append(c);
            }
        }
        endWord();
        return words;
    }

    private void takeQuoted(final char c) {
        if (c == quote) {
            quote = NO_QUOTE;
        } else if (c == '\\' && next < text.length()) {
            takeEscaped(text.charAt(next));
        } else {
            append(c);
        }
    }

    private void takeEscaped(final char c) {
        next++;
        switch (c) {
            case 'n' -> append('\n');
            case 'r' -> append('\r');
            case 't' -> append('\t');
            case 'f' -> append('\f');
            case '\n', '\r' -> skipBlanks();
            default -> append(c);
        }
    }

    private void append(final char c) {
        word.append(c);
        isInWord = true;
    }

    private void endWord() {
        if (isInWord) {
            words.add(word.toString());
        }
        word.setLength(0);
        isInWord = false;
        quote = NO_QUOTE;
    }

    private void skipBlanks() {
        while (next < text.length() && (isBlank(text.charAt(next)) || isLineEnd(text.charAt(next)))) {
            next++;
        }
    }

    private void skipLine() {
        while (next < text.length() && !isLineEnd(text.charAt(next))) {
            next++;
        }
    }

    private static boolean isLineEnd(final char c) {
        return c == '\n' || c == '\r';
    }

    private static boolean isBlank(final char c) {
        return c == ' ' || c == '\t' || c == '\f';
    }
}
