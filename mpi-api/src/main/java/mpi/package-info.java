/**
 * MPI for Java: the classes a program imports, in both dialects. The lowerCamelCase methods follow Open MPI's Java
 * binding, the capitalised ones follow mpiJava; both act on the same objects.
 */
package mpi;
