#include "core/train/hand_over_record.h"

#include "core/base/error.h"
#include "core/base/files.h"

#include <nlohmann/json.hpp>

namespace vlmo {

using nlohmann::json;

namespace {

constexpr int kSchema = 1;
constexpr std::uintmax_t kLargest = 4U << 20U; ///< Names of a model of thousands of tensors.

std::filesystem::path fileOf(const std::filesystem::path& run)
{
    return run / "hand-over.json";
}

} // namespace

std::string handOverToJson(const HandOverRecord& record)
{
    return json{{"schema", kSchema},
                {"from", record.from.string()},
                {"visual_tokenizer", record.tokenizer.string()},
                {"codes", record.codes},
                {"loaded", record.loaded},
                {"frozen", record.frozen},
                {"newly_initialised", record.newlyInitialised},
                {"fitted", record.fitted},
                {"left_behind", record.leftBehind},
                {"kept", record.kept},
                {"kept_fit", record.keptFit}}
               .dump(2, ' ', false, json::error_handler_t::replace) +
           "\n";
}

HandOverRecord handOverFromJson(std::string_view text, const std::string& source)
{
    try {
        const json object = json::parse(text);
        if (const int schema = object.at("schema").get<int>(); schema > kSchema)
            throw Error(ErrorKind::Incompatible, source + " was written by a newer version (schema " +
                                                     std::to_string(schema) + ", this one knows " +
                                                     std::to_string(kSchema) + ")");
        const auto names = [&object](const char* key) { return object.at(key).get<std::vector<std::string>>(); };
        return {object.at("from").get<std::string>(),
                object.at("visual_tokenizer").get<std::string>(),
                object.at("codes").get<std::int64_t>(),
                names("loaded"),
                names("frozen"),
                names("newly_initialised"),
                names("fitted"),
                names("left_behind"),
                object.value("kept", std::vector<std::string>()), // Runs before there was fine-tuning have neither.
                object.value("kept_fit", true)};
    } catch (const json::exception& error) {
        throw Error(ErrorKind::BadInput, source + " is damaged: " + error.what());
    }
}

std::optional<HandOverRecord> readHandOver(const std::filesystem::path& run)
{
    std::error_code ignored;
    if (!std::filesystem::exists(fileOf(run), ignored))
        return std::nullopt;
    return handOverFromJson(readFile(fileOf(run), kLargest), fileOf(run).string());
}

void writeHandOver(const std::filesystem::path& run, const HandOverRecord& record)
{
    writeFileAtomically(fileOf(run), handOverToJson(record));
}

} // namespace vlmo
