#pragma once

#include "core/train/events.h"

#include <cstdint>
#include <filesystem>

namespace vlmo {

/// Writes the numbers of a run as TensorBoard reads them, under the names of core/train/scalars.h: a file
/// `events.out.tfevents.SECONDS.HOST` of records (length, masked CRC-32C of it, Event message, masked CRC-32C of that).
///
/// One file a sitting. It begins by telling TensorBoard to forget what earlier files hold from a step on, which is how
/// a resumed run replaces the steps that its killed predecessor made after the checkpoint.
class TensorBoardWriter final {
public:
    /// Begins a file in `folder`, which is made where it does not exist; its name sorts behind those that are there.
    /// `firstStep`: the step this sitting begins with. Throws Error(Internal) naming the file.
    TensorBoardWriter(const std::filesystem::path& folder, std::int64_t firstStep);

    [[nodiscard]] const std::filesystem::path& file() const noexcept { return m_file; }

    /// Events without numbers are passed over. Throws Error(Internal) naming the file.
    void add(const RunEvent& event) const;

private:
    std::filesystem::path m_file;
};

} // namespace vlmo
