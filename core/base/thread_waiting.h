#pragma once

namespace vlmo {

/// Lets threads of numeric libraries that have nothing to do make room for each other.
///
/// Two of them work in turn in this program, each with threads of its own: OpenMP's, and OpenBLAS's where that is the
/// variant with POSIX threads, as Debian installs it. After a loop OpenMP's threads keep their processors for
/// milliseconds, waiting for the next one, while a matrix product of the other library starves: a pass of the base
/// model in fp32 then takes two to four times as long. GNU's OpenMP reads how long it is to wait (`GOMP_SPINCOUNT`)
/// when it is loaded and never again, so the program is started once more, with it set, before anything else has begun.
///
/// Returns when the person has said how to wait (`GOMP_SPINCOUNT` or `OMP_WAIT_POLICY`), which is so in the program
/// started again too, and when it cannot be started again: it then computes as right and slower.
///
/// For a program's `.preinit_array`, whose functions run before the libraries' own beginnings, which take a third of a
/// second here; VLMO_WAIT_BRIEFLY puts it there. Uses nothing of C++'s library, which has not begun either.
void waitBriefly(int argumentCount, char** arguments, char** environment) noexcept;

} // namespace vlmo

/// Once, in the file of main().
#define VLMO_WAIT_BRIEFLY                                                                                              \
    __attribute__((section(".preinit_array"), used)) static void (*const vlmoWaitBriefly)(int, char**, char**) =       \
        vlmo::waitBriefly
