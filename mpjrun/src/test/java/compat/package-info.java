/**
 * The test programs of MPJ Express, unmodified, with this library and beside it with MPJ Express. {@code
 * docs/compatibility.md} tells how they are run and how they end.
 */
package compat;
