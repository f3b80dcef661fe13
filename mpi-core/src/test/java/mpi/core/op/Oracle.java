package mpi.core.op;

import mpi.spi.BasicType;
import mpi.spi.Reduction.Kind;

/** Each operation once more, on one item, in other words than the kernels'. */
final class Oracle {
    private Oracle() {}

    static String combine(final Kind kind, final BasicType type, final Operands.Item left, final Operands.Item right) {
        return switch (kind) {
            case REPLACE -> left.text();
            case NO_OP -> right.text();
            case MAXLOC, MINLOC -> located(kind, left, right).text();
            default -> switch (type) {
                case FLOAT_COMPLEX -> complex(kind, left, right, true);
                case DOUBLE_COMPLEX -> complex(kind, left, right, false);
                case FLOAT -> narrow(real(kind, number(left.value()), number(right.value())), true) + " null";
                case DOUBLE -> narrow(real(kind, number(left.value()), number(right.value())), false) + " null";
                case BOOLEAN -> (integer(kind, (boolean) left.value() ? 1 : 0, (boolean) right.value() ? 1 : 0) != 0)
                    + " null";
                default -> integral(type, integer(kind, whole(left.value()), whole(right.value()))) + " null";
            };
        };
    }

    private static Operands.Item located(final Kind kind, final Operands.Item left, final Operands.Item right) {
        final int order = Double.compare(number(left.value()), number(right.value()));
        if (order == 0) {
            return number(left.second()) < number(right.second()) ? left : right;
        }
        return order > 0 == (kind == Kind.MAXLOC) ? left : right;
    }

    private static String complex(final Kind kind, final Operands.Item left, final Operands.Item right,
        final boolean isFloat) {
        final double a = number(left.value());
        final double b = number(left.second());
        final double c = number(right.value());
        final double d = number(right.second());
        return kind == Kind.SUM
            ? narrow(a + c, isFloat) + " " + narrow(b + d, isFloat)
            : narrow(a * c - b * d, isFloat) + " " + narrow(a * d + b * c, isFloat);
    }

    private static Object narrow(final double value, final boolean isFloat) {
        return isFloat ? (Object) (float) value : (Object) value;
    }

    private static double real(final Kind kind, final double left, final double right) {
        if (Double.isNaN(left) || Double.isNaN(right)) {
            return Double.NaN;
        }
        return switch (kind) {
            case MAX -> Double.compare(left, right) > 0 ? left : right;
            case MIN -> Double.compare(left, right) < 0 ? left : right;
            case SUM -> left + right;
            case PROD -> left * right;
            default -> throw new AssertionError(kind);
        };
    }

    private static long integer(final Kind kind, final long left, final long right) {
        return switch (kind) {
            case MAX -> left > right ? left : right;
            case MIN -> left < right ? left : right;
            case SUM -> left + right;
            case PROD -> left * right;
            case LAND -> left != 0 && right != 0 ? 1 : 0;
            case LOR -> left != 0 || right != 0 ? 1 : 0;
            case LXOR -> left != 0 ^ right != 0 ? 1 : 0;
            case BAND -> left & right;
            case BOR -> left | right;
            case BXOR -> left ^ right;
            default -> throw new AssertionError(kind);
        };
    }

    private static Object integral(final BasicType type, final long value) {
        return switch (type) {
            case BYTE -> (byte) value;
            case CHAR -> (char) value;
            case SHORT -> (short) value;
            case INT -> (int) value;
            default -> value;
        };
    }

    private static long whole(final Object value) {
        return value instanceof final Character c ? c : ((Number) value).longValue();
    }

    private static double number(final Object value) {
        return value instanceof final Character c ? c : ((Number) value).doubleValue();
    }
}
