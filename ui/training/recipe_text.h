#pragma once

#include <QString>

#include <optional>

namespace vlmo::ui {

/// A recipe as the text that a person edits: one value can be found and replaced without touching comments, order or
/// spaces. Keys are written as `--set` takes them: "batch", "optimiser.learning_rate".

/// The line (from 1) on which a key has its value; nothing where the text does not name it.
[[nodiscard]] std::optional<int> lineOfKey(const QString& text, const QString& key);
/// The value as it is written, without comment; strings without their quotes. Nothing where there is none.
[[nodiscard]] std::optional<QString> valueOfKey(const QString& text, const QString& key);
/// The text with another value, which is written as given: numbers plain, strings by tomlString(). A key that is not
/// there yet is added to its table, and a table that is not there at the end.
[[nodiscard]] QString withValue(const QString& text, const QString& key, const QString& value);
/// A text in quotes, as TOML reads it back.
[[nodiscard]] QString tomlString(const QString& text);

} // namespace vlmo::ui
