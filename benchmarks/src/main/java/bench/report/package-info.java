/**
 * What reports are made of: numbers, tables, pictures.
 */
package bench.report;
