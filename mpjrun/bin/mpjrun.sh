#!/usr/bin/env bash
# mpjrun with the command line of MPJ Express's script of this name: "mpjrun.sh -h" tells which options it knows. As
# there, main gets three arguments in front of its own, which MPI.Init takes away again.

fail() {
    printf 'mpjrun.sh: %s\n' "$*" >&2
    exit 2
}

usage() {
    cat <<'EOF'
Runs a program of MPJ Express by mpjrun: every rank is a process, and no daemon is needed.

Usage: mpjrun.sh [options] (Main | -jar X.jar | Prog.java) [arguments]

  -np RANKS                       how many ranks to start; without it one a core
  -dev multicore                  shared memory only
  -dev niodev                     TCP only
  -dev hybdev                     shared memory on a host, TCP between hosts, as without -dev
  -cp, -classpath PATH            where classes are, before the current directory
  -wdir DIRECTORY                 start the ranks there
  -psl BYTES                      longest message that is sent before it is asked for
  -dport, -mpjport, -mxboardnum,
  -headnodeip VALUE, -src         passed over: there is no daemon
  -h                              print this

Flags of the JVM (-X..., -D...) and options of mpjrun (mpjrun --help) are passed on; the latter come last.
EOF
}

self=$(readlink -f "${BASH_SOURCE[0]}")
device=multicore
options=()
while [[ ${1-} == -* && $1 != -jar ]]; do
    case $1 in
        -dev | -cp | -classpath | -psl | -machinesfile | -debug | -np | -wdir | -dport | -mpjport | -mxboardnum | \
            -headnodeip)
            (($# > 1)) || fail "$1 needs a value"
            ;;
    esac
    case $1 in
        -h | -help | --help)
            usage
            exit
            ;;
        -dev)
            device=$2
            case $device in
                multicore) options+=(--transport shm) ;;
                niodev) options+=(--transport tcp) ;;
                hybdev) options+=(--transport auto) ;;
                mxdev | native) fail "-dev $device: there is no native code here; take multicore, niodev or hybdev" ;;
                *) fail "-dev $device: there is no such device; take multicore, niodev or hybdev" ;;
            esac
            shift
            ;;
        -cp | -classpath)
            options+=(-cp "$2:.")
            shift
            ;;
        -psl)
            options+=("-Dmpj.eager.limit=$2")
            shift
            ;;
        -np | -wdir)
            options+=("$1" "$2")
            shift
            ;;
        -dport | -mpjport | -mxboardnum | -headnodeip) shift ;;
        -src) ;;
        -machinesfile) fail "-machinesfile $2: ranks can only be started on this machine as yet" ;;
        -debug) fail "-debug $2: mpjrun --jdwp PORT lets each rank listen for a debugger" ;;
        -profile) fail "-profile: there is no TAU here; mpjrun --jfr DIR records what the ranks do" ;;
        -yarn) fail "-yarn: ranks can only be started on this machine as yet" ;;
        *) options+=("$1") ;;
    esac
    shift
done
exec "${self%/*}/mpjrun" --leading-arguments "$device" "${options[@]}" "$@"
