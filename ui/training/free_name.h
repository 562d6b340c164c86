#pragma once

#include <QString>

#include <filesystem>

namespace vlmo::ui {

/// A name for a new run or model that nothing in `folder` has yet: "stage1-2". Numbers begin at 1.
[[nodiscard]] QString freeName(const QString& base, const std::filesystem::path& folder);

} // namespace vlmo::ui
