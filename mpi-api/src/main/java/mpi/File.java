package mpi;

import java.nio.Buffer;

/**
 * A file that ranks share (MPI 4.1, chapter 14). Not there yet: every operation throws
 * {@link UnsupportedOperationException}. The members are declared so that programs which have a part for files compile.
 */
public final class File {
    /**
     * Would open a file (MPI 4.1, chapter 14); always throws.
     *
     * @param comm the communicator
     * @param filename name of the file
     * @param amode access mode, {@code MPI.MODE_*}
     * @throws UnsupportedOperationException always
     */
    public File(final Comm comm, final String filename, final int amode) {
        throw Unsupported.file("File constructor");
    }

    /**
     * Would open a file (MPI 4.1, chapter 14); always throws.
     *
     * @param comm the communicator
     * @param filename name of the file
     * @param amode access mode, {@code MPI.MODE_*}
     * @param info hints, or {@link MPI#INFO_NULL}
     * @throws UnsupportedOperationException always
     */
    public File(final Comm comm, final String filename, final int amode, final Info info) {
        throw Unsupported.file("File constructor");
    }

    /**
     * The operation call errhandler of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param errorcode the code
     * @throws UnsupportedOperationException always
     */
    public void callErrhandler(final int errorcode) {
        throw Unsupported.file("File.callErrhandler");
    }

    /**
     * The operation close of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @throws UnsupportedOperationException always
     */
    public void close() {
        throw Unsupported.file("File.close");
    }

    /**
     * The operation delete of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param filename name of the file
     * @throws UnsupportedOperationException always
     */
    public static void delete(final String filename) {
        throw Unsupported.file("File.delete");
    }

    /**
     * The operation delete of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param filename name of the file
     * @param info hints, or {@link MPI#INFO_NULL}
     * @throws UnsupportedOperationException always
     */
    public static void delete(final String filename, final Info info) {
        throw Unsupported.file("File.delete");
    }

    /**
     * The operation get a mode of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public int getAMode() {
        throw Unsupported.file("File.getAMode");
    }

    /**
     * The operation get atomicity of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public boolean getAtomicity() {
        throw Unsupported.file("File.getAtomicity");
    }

    /**
     * The operation get byte offset of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param offset position in the file
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public long getByteOffset(final long offset) {
        throw Unsupported.file("File.getByteOffset");
    }

    /**
     * The operation get errhandler of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public Errhandler getErrhandler() {
        throw Unsupported.file("File.getErrhandler");
    }

    /**
     * The operation get group of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public Group getGroup() {
        throw Unsupported.file("File.getGroup");
    }

    /**
     * The operation get info of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public Info getInfo() {
        throw Unsupported.file("File.getInfo");
    }

    /**
     * The operation get position of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public long getPosition() {
        throw Unsupported.file("File.getPosition");
    }

    /**
     * The operation get position shared of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public long getPositionShared() {
        throw Unsupported.file("File.getPositionShared");
    }

    /**
     * The operation get size of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public long getSize() {
        throw Unsupported.file("File.getSize");
    }

    /**
     * The operation get type extent of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param datatype the datatype
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public int getTypeExtent(final Datatype datatype) {
        throw Unsupported.file("File.getTypeExtent");
    }

    /**
     * The operation get view of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public FileView getView() {
        throw Unsupported.file("File.getView");
    }

    /**
     * The operation i read of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param buf the buffer
     * @param count number of items
     * @param type datatype of an item
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public Request iRead(final Buffer buf, final int count, final Datatype type) {
        throw Unsupported.file("File.iRead");
    }

    /**
     * The operation i read all of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param buf the buffer
     * @param count number of items
     * @param type datatype of an item
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public Request iReadAll(final Buffer buf, final int count, final Datatype type) {
        throw Unsupported.file("File.iReadAll");
    }

    /**
     * The operation i read at of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param offset position in the file
     * @param buf the buffer
     * @param count number of items
     * @param type datatype of an item
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public Request iReadAt(final long offset, final Buffer buf, final int count, final Datatype type) {
        throw Unsupported.file("File.iReadAt");
    }

    /**
     * The operation i read at all of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param offset position in the file
     * @param buf the buffer
     * @param count number of items
     * @param type datatype of an item
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public Request iReadAtAll(final long offset, final Buffer buf, final int count, final Datatype type) {
        throw Unsupported.file("File.iReadAtAll");
    }

    /**
     * The operation i read shared of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param buf the buffer
     * @param count number of items
     * @param type datatype of an item
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public Request iReadShared(final Buffer buf, final int count, final Datatype type) {
        throw Unsupported.file("File.iReadShared");
    }

    /**
     * The operation i write of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param buf the buffer
     * @param count number of items
     * @param type datatype of an item
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public Request iWrite(final Buffer buf, final int count, final Datatype type) {
        throw Unsupported.file("File.iWrite");
    }

    /**
     * The operation i write all of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param buf the buffer
     * @param count number of items
     * @param type datatype of an item
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public Request iWriteAll(final Buffer buf, final int count, final Datatype type) {
        throw Unsupported.file("File.iWriteAll");
    }

    /**
     * The operation i write at of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param offset position in the file
     * @param buf the buffer
     * @param count number of items
     * @param type datatype of an item
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public Request iWriteAt(final long offset, final Buffer buf, final int count, final Datatype type) {
        throw Unsupported.file("File.iWriteAt");
    }

    /**
     * The operation i write at all of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param offset position in the file
     * @param buf the buffer
     * @param count number of items
     * @param type datatype of an item
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public Request iWriteAtAll(final long offset, final Buffer buf, final int count, final Datatype type) {
        throw Unsupported.file("File.iWriteAtAll");
    }

    /**
     * The operation i write shared of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param buf the buffer
     * @param count number of items
     * @param type datatype of an item
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public Request iWriteShared(final Buffer buf, final int count, final Datatype type) {
        throw Unsupported.file("File.iWriteShared");
    }

    /**
     * The operation preallocate of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param size size in bytes
     * @throws UnsupportedOperationException always
     */
    public void preallocate(final long size) {
        throw Unsupported.file("File.preallocate");
    }

    /**
     * The operation read of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param buf the buffer
     * @param count number of items
     * @param type datatype of an item
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public Status read(final Object buf, final int count, final Datatype type) {
        throw Unsupported.file("File.read");
    }

    /**
     * The operation read all of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param buf the buffer
     * @param count number of items
     * @param type datatype of an item
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public Status readAll(final Object buf, final int count, final Datatype type) {
        throw Unsupported.file("File.readAll");
    }

    /**
     * The operation read all begin of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param buf the buffer
     * @param count number of items
     * @param type datatype of an item
     * @throws UnsupportedOperationException always
     */
    public void readAllBegin(final Object buf, final int count, final Datatype type) {
        throw Unsupported.file("File.readAllBegin");
    }

    /**
     * The operation read all end of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param buf the buffer
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public Status readAllEnd(final Object buf) {
        throw Unsupported.file("File.readAllEnd");
    }

    /**
     * The operation read at of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param offset position in the file
     * @param buf the buffer
     * @param count number of items
     * @param type datatype of an item
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public Status readAt(final long offset, final Object buf, final int count, final Datatype type) {
        throw Unsupported.file("File.readAt");
    }

    /**
     * The operation read at all of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param offset position in the file
     * @param buf the buffer
     * @param count number of items
     * @param type datatype of an item
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public Status readAtAll(final long offset, final Object buf, final int count, final Datatype type) {
        throw Unsupported.file("File.readAtAll");
    }

    /**
     * The operation read at all begin of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param offset position in the file
     * @param buf the buffer
     * @param count number of items
     * @param type datatype of an item
     * @throws UnsupportedOperationException always
     */
    public void readAtAllBegin(final long offset, final Object buf, final int count, final Datatype type) {
        throw Unsupported.file("File.readAtAllBegin");
    }

    /**
     * The operation read at all end of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param buf the buffer
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public Status readAtAllEnd(final Object buf) {
        throw Unsupported.file("File.readAtAllEnd");
    }

    /**
     * The operation read ordered of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param buf the buffer
     * @param count number of items
     * @param type datatype of an item
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public Status readOrdered(final Object buf, final int count, final Datatype type) {
        throw Unsupported.file("File.readOrdered");
    }

    /**
     * The operation read ordered begin of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param buf the buffer
     * @param count number of items
     * @param type datatype of an item
     * @throws UnsupportedOperationException always
     */
    public void readOrderedBegin(final Object buf, final int count, final Datatype type) {
        throw Unsupported.file("File.readOrderedBegin");
    }

    /**
     * The operation read ordered end of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param buf the buffer
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public Status readOrderedEnd(final Object buf) {
        throw Unsupported.file("File.readOrderedEnd");
    }

    /**
     * The operation read shared of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param buf the buffer
     * @param count number of items
     * @param type datatype of an item
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public Status readShared(final Object buf, final int count, final Datatype type) {
        throw Unsupported.file("File.readShared");
    }

    /**
     * The operation seek of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param offset position in the file
     * @param whence where the offset counts from
     * @throws UnsupportedOperationException always
     */
    public void seek(final long offset, final int whence) {
        throw Unsupported.file("File.seek");
    }

    /**
     * The operation seek shared of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param offset position in the file
     * @param whence where the offset counts from
     * @throws UnsupportedOperationException always
     */
    public void seekShared(final long offset, final int whence) {
        throw Unsupported.file("File.seekShared");
    }

    /**
     * The operation set atomicity of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param atomicity whether accesses are atomic
     * @throws UnsupportedOperationException always
     */
    public void setAtomicity(final boolean atomicity) {
        throw Unsupported.file("File.setAtomicity");
    }

    /**
     * The operation set errhandler of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param errhandler the error handler
     * @throws UnsupportedOperationException always
     */
    public void setErrhandler(final Errhandler errhandler) {
        throw Unsupported.file("File.setErrhandler");
    }

    /**
     * The operation set info of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param info hints, or {@link MPI#INFO_NULL}
     * @throws UnsupportedOperationException always
     */
    public void setInfo(final Info info) {
        throw Unsupported.file("File.setInfo");
    }

    /**
     * The operation set size of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param size size in bytes
     * @throws UnsupportedOperationException always
     */
    public void setSize(final long size) {
        throw Unsupported.file("File.setSize");
    }

    /**
     * The operation set view of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param disp displacement
     * @param etype the elementary datatype
     * @param filetype the datatype of the file
     * @param datarep the data representation
     * @throws UnsupportedOperationException always
     */
    public void setView(final long disp, final Datatype etype, final Datatype filetype, final String datarep) {
        throw Unsupported.file("File.setView");
    }

    /**
     * The operation set view of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param disp displacement
     * @param etype the elementary datatype
     * @param filetype the datatype of the file
     * @param datarep the data representation
     * @param info hints, or {@link MPI#INFO_NULL}
     * @throws UnsupportedOperationException always
     */
    public void setView(final long disp, final Datatype etype, final Datatype filetype, final String datarep,
        final Info info) {
        throw Unsupported.file("File.setView");
    }

    /**
     * The operation sync of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @throws UnsupportedOperationException always
     */
    public void sync() {
        throw Unsupported.file("File.sync");
    }

    /**
     * The operation write of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param buf the buffer
     * @param count number of items
     * @param type datatype of an item
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public Status write(final Object buf, final int count, final Datatype type) {
        throw Unsupported.file("File.write");
    }

    /**
     * The operation write all of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param buf the buffer
     * @param count number of items
     * @param type datatype of an item
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public Status writeAll(final Object buf, final int count, final Datatype type) {
        throw Unsupported.file("File.writeAll");
    }

    /**
     * The operation write all begin of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param buf the buffer
     * @param count number of items
     * @param type datatype of an item
     * @throws UnsupportedOperationException always
     */
    public void writeAllBegin(final Object buf, final int count, final Datatype type) {
        throw Unsupported.file("File.writeAllBegin");
    }

    /**
     * The operation write all end of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param buf the buffer
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public Status writeAllEnd(final Object buf) {
        throw Unsupported.file("File.writeAllEnd");
    }

    /**
     * The operation write at of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param offset position in the file
     * @param buf the buffer
     * @param count number of items
     * @param type datatype of an item
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public Status writeAt(final long offset, final Object buf, final int count, final Datatype type) {
        throw Unsupported.file("File.writeAt");
    }

    /**
     * The operation write at all of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param offset position in the file
     * @param buf the buffer
     * @param count number of items
     * @param type datatype of an item
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public Status writeAtAll(final long offset, final Object buf, final int count, final Datatype type) {
        throw Unsupported.file("File.writeAtAll");
    }

    /**
     * The operation write at all begin of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param offset position in the file
     * @param buf the buffer
     * @param count number of items
     * @param type datatype of an item
     * @throws UnsupportedOperationException always
     */
    public void writeAtAllBegin(final long offset, final Object buf, final int count, final Datatype type) {
        throw Unsupported.file("File.writeAtAllBegin");
    }

    /**
     * The operation write at all end of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param buf the buffer
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public Status writeAtAllEnd(final Object buf) {
        throw Unsupported.file("File.writeAtAllEnd");
    }

    /**
     * The operation write ordered of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param buf the buffer
     * @param count number of items
     * @param type datatype of an item
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public Status writeOrdered(final Object buf, final int count, final Datatype type) {
        throw Unsupported.file("File.writeOrdered");
    }

    /**
     * The operation write ordered begin of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param buf the buffer
     * @param count number of items
     * @param type datatype of an item
     * @throws UnsupportedOperationException always
     */
    public void writeOrderedBegin(final Object buf, final int count, final Datatype type) {
        throw Unsupported.file("File.writeOrderedBegin");
    }

    /**
     * The operation write ordered end of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param buf the buffer
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public Status writeOrderedEnd(final Object buf) {
        throw Unsupported.file("File.writeOrderedEnd");
    }

    /**
     * The operation write shared of the standard (MPI 4.1, chapter 14); always throws.
     *
     * @param buf the buffer
     * @param count number of items
     * @param type datatype of an item
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public Status writeShared(final Object buf, final int count, final Datatype type) {
        throw Unsupported.file("File.writeShared");
    }
}
