#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace vlmo {

/// What people keep beside a run: `notes.json` in its folder. No trainer touches it.
struct RunNotes {
    std::string text;
    std::vector<std::string> tags;

    friend bool operator==(const RunNotes&, const RunNotes&) = default;
};

/// Empty when there are none. Throws Error(BadInput) naming the file.
[[nodiscard]] RunNotes readRunNotes(const std::filesystem::path& run);
/// Atomically. Throws Error: InvalidArgument (more than a mebibyte), Internal (the disk is full, the folder gone).
void writeRunNotes(const std::filesystem::path& run, const RunNotes& notes);

} // namespace vlmo
