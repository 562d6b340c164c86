#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace vlmo {

/// Says what the caller can do about a failure; what() says what happened.
enum class ErrorKind {
    InvalidArgument, ///< The request itself is wrong: an option, an empty sentence, sizes that do not fit.
    BadInput,        ///< A file or a picture is broken, hostile, or not what it claims to be.
    Incompatible,    ///< Two good things that do not go together: a model and a library, a checkpoint and a task.
    NotFound,        ///< A file, a folder, a name that is not there.
    OutOfMemory,     ///< The host's or the device's memory does not suffice.
    Cancelled,       ///< Somebody asked the work to stop; state on disk is consistent.
    Internal,        ///< A defect of this program, or the system failing under it (disk full, no permission).
};

/// The only exception type that leaves core.
///
/// The sentence names the file and the reason in plain words, fit for a person to read.
class Error final : public std::runtime_error {
public:
    Error(ErrorKind kind, const std::string& problem) : std::runtime_error(problem), m_kind(kind) {}

    [[nodiscard]] ErrorKind kind() const noexcept { return m_kind; }

    /// The same failure one level up: "opening birds: tensor 'head.weight' is missing".
    [[nodiscard]] Error during(std::string_view step) const { return {m_kind, std::string(step) + ": " + what()}; }

private:
    ErrorKind m_kind;
};

/// Exit code of the command line: 0 success, 1 else, 2 wrong use, 3 bad input, 4 not found, 5 out of memory.
[[nodiscard]] constexpr int exitCode(ErrorKind kind) noexcept
{
    switch (kind) {
    case ErrorKind::InvalidArgument:
        return 2;
    case ErrorKind::BadInput:
    case ErrorKind::Incompatible:
        return 3;
    case ErrorKind::NotFound:
        return 4;
    case ErrorKind::OutOfMemory:
        return 5;
    case ErrorKind::Cancelled:
    case ErrorKind::Internal:
        break;
    }
    return 1;
}

} // namespace vlmo
