/**
 * The one door between the API and an engine: what an engine provides and how {@link java.util.ServiceLoader} finds
 * it. Programs do not use this package.
 */
package mpi.spi;
