package prk;

/**
 * What one rank has of a row of things that ranks share: neighbours, as many as others have or one more.
 *
 * @param first the first of them
 * @param length how many they are
 */
record Part(int first, int length) {
    /** The part at {@code index} of {@code parts}; where they cannot be equal, the first ones have one more. */
    static Part of(final int total, final int parts, final int index) {
        final int shorter = total / parts;
        final int longerParts = total % parts;
        return new Part(shorter * index + Math.min(index, longerParts), shorter + (index < longerParts ? 1 : 0));
    }
}
