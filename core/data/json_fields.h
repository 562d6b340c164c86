#pragma once

#include <nlohmann/json_fwd.hpp>

#include <functional>
#include <string>
#include <vector>

namespace vlmo {

// Members of a JSON object that a person may have written. Each throws Error(BadInput) with a sentence that names the
// member. An object must be given.

/// A text; `fallback` where it is missing or null.
[[nodiscard]] std::string textField(const nlohmann::json& object, const char* name, const std::string& fallback = {});

/// Something by which items refer to each other: a whole number, or a text that is not empty.
[[nodiscard]] std::string idField(const nlohmann::json& object, const char* name);

/// The same, empty where it is missing or null.
[[nodiscard]] std::string optionalIdField(const nlohmann::json& object, const char* name);

/// The items of a list. A single value that is no list counts as a list of one; missing or null as an empty one.
[[nodiscard]] std::vector<nlohmann::json> listField(const nlohmann::json& object, const char* name);

/// Is told the reason why something inside an item is left out.
using LeftOut = std::function<void(const std::string& reason)>;

/// The answers of a list, each a text, a number, true or false, or an object with "answer"; blank ones are dropped and
/// unusable ones left out.
[[nodiscard]] std::vector<std::string> answersField(const nlohmann::json& object, const char* name,
                                                    const LeftOut& leaveOut);

} // namespace vlmo
