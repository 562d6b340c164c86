#include "core/train/run_notes.h"

#include "core/base/error.h"
#include "core/base/files.h"

#include <nlohmann/json.hpp>

namespace vlmo {

using nlohmann::json;

namespace {

constexpr std::uintmax_t kLargest = 1U << 20U;

std::filesystem::path fileOf(const std::filesystem::path& run)
{
    return run / "notes.json";
}

} // namespace

RunNotes readRunNotes(const std::filesystem::path& run)
{
    std::error_code ignored;
    if (!std::filesystem::exists(fileOf(run), ignored))
        return {};
    const std::string text = readFile(fileOf(run), kLargest);
    try {
        const json object = json::parse(text);
        return {object.at("text").get<std::string>(), object.at("tags").get<std::vector<std::string>>()};
    } catch (const json::exception& error) {
        throw Error(ErrorKind::BadInput, fileOf(run).string() + " is damaged: " + error.what());
    }
}

void writeRunNotes(const std::filesystem::path& run, const RunNotes& notes)
{
    const std::string text = json{{"schema", 1}, {"text", notes.text}, {"tags", notes.tags}}.dump(
                                 2, ' ', false, json::error_handler_t::replace) +
                             "\n";
    if (text.size() > kLargest)
        throw Error(ErrorKind::InvalidArgument,
                    "the notes are longer than the mebibyte that " + fileOf(run).string() + " may have");
    writeFileAtomically(fileOf(run), text);
}

} // namespace vlmo
