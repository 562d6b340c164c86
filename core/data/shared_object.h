#pragma once

#include <filesystem>
#include <string>

namespace vlmo {

/// Why a file cannot be a whole shared library of this machine; empty when it looks like one.
///
/// The system's loader maps what the file's header promises without asking whether it is there, and a library that was
/// cut short by a broken download would end the program with a bus error.
[[nodiscard]] std::string problemOfSharedObject(const std::filesystem::path& file);

} // namespace vlmo
