#pragma once

namespace vlmo {

/// Settings that libraries read when they are loaded and never again: the program is started once more with them,
/// before anything else has begun. Each is left alone where the person has set it, and nothing happens where all are
/// set, which is so in the program started again too. When it cannot be started again it computes as right and slower.
///
/// `GOMP_SPINCOUNT`, unless `OMP_WAIT_POLICY` says how to wait. Two libraries work in turn in this program, each with
/// threads of its own: OpenMP's, and OpenBLAS's where that is the variant with POSIX threads, as Debian installs it.
/// After a loop OpenMP's threads keep their processors for milliseconds, waiting for the next one, while a matrix
/// product of the other library starves: a pass of the base model in fp32 then takes two to four times as long.
///
/// `GLIBC_TUNABLES`, of the heap. Left to itself it asks the system for every large tensor and gives it back at once,
/// and the system clears each page anew: a third of the time of a step of the demo model's training went there. So what
/// was freed is kept for the next step, and comes in large pages where the system has them.
///
/// For a program's `.preinit_array`, whose functions run before the libraries' own beginnings, which take a third of a
/// second here; VLMO_SET_LIBRARIES puts it there. Uses nothing of C++'s library, which has not begun either.
void setLibraries(int argumentCount, char** arguments, char** environment) noexcept;

} // namespace vlmo

/// Once, in the file of main().
#define VLMO_SET_LIBRARIES                                                                                             \
    __attribute__((section(".preinit_array"), used)) static void (*const vlmoSetLibraries)(int, char**, char**) =      \
        vlmo::setLibraries
