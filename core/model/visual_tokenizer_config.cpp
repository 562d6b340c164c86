#include "core/model/visual_tokenizer_config.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/checkpoint/json_text.h"
#include "core/model/json_fields.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace vlmo {
namespace {

constexpr const char* kindKey = "kind";
constexpr const char* kindName = "visual-tokenizer";
constexpr const char* versionKey = "format_version";
constexpr std::int64_t currentVersion = 1;
constexpr std::uintmax_t largestFile = 1'000'000;
constexpr std::int64_t largestPrime = 7; // A stride beyond it would be one of hardly a convolution.
constexpr std::int64_t narrowest = 16;

struct Field {
    const char* key;
    std::int64_t VisualTokenizerConfig::*field;
    std::int64_t least, most;
};
constexpr std::array fields = {
    Field{"codes", &VisualTokenizerConfig::codes, 2, 65'536},
    Field{"width", &VisualTokenizerConfig::width, 4, 2'048},
    Field{"side", &VisualTokenizerConfig::side, 4, 1'024},
    Field{"grid", &VisualTokenizerConfig::grid, 1, 256},
    Field{"residual_blocks", &VisualTokenizerConfig::residualBlocks, 0, 16},
};

/// The prime factors up to largestPrime, ascending; what remains comes last.
std::vector<std::int64_t> factorsOf(std::int64_t number)
{
    std::vector<std::int64_t> factors;
    for (std::int64_t prime = 2; prime <= largestPrime; ++prime)
        for (; number > 1 && number % prime == 0; number /= prime)
            factors.push_back(prime);
    if (number > 1)
        factors.push_back(number);
    return factors;
}

} // namespace

std::vector<std::string> VisualTokenizerConfig::problems() const
{
    std::vector<std::string> found;
    for (const Field& each : fields)
        if (this->*each.field < each.least || this->*each.field > each.most)
            found.push_back(std::string(each.key) + " is " + std::to_string(this->*each.field) + ", not between " +
                            std::to_string(each.least) + " and " + std::to_string(each.most));
    if (!found.empty())
        return found;
    if (side % grid != 0 || side == grid)
        found.push_back("side is " + std::to_string(side) + ", no multiple of the " + std::to_string(grid) +
                        " codes along it");
    else if (factorsOf(side / grid).back() > largestPrime)
        found.push_back("side is " + std::to_string(side / grid) +
                        " times the grid, which has a prime factor above 7: choose another side");
    return found;
}

std::vector<std::int64_t> VisualTokenizerConfig::strides() const
{
    return factorsOf(side / grid);
}

std::vector<std::int64_t> VisualTokenizerConfig::widths() const
{
    std::vector<std::int64_t> result(strides().size(), width);
    for (std::size_t i = result.size(); i > 1; --i)
        result[i - 2] = std::max(std::min(narrowest, width), result[i - 1] / 2);
    return result;
}

std::int64_t VisualTokenizerConfig::parameters() const
{
    const auto convolution = [](std::int64_t from, std::int64_t to, std::int64_t kernel) {
        return from * to * kernel * kernel + to;
    };
    const std::vector<std::int64_t> stride = strides();
    const std::vector<std::int64_t> channels = widths();
    std::int64_t sum = codes * width + codes + codes * width; // logits, code book
    sum += 2 * residualBlocks * (convolution(width, width, 3) + convolution(width, width, 1));
    for (std::size_t i = 0; i < stride.size(); ++i) {
        sum += convolution(i == 0 ? 3 : channels[i - 1], channels[i], stride[i] + 2);
        sum += convolution(channels[i], i == 0 ? channels[0] : channels[i - 1], stride[i] + 2);
    }
    return sum + convolution(channels[0], 3, 3);
}

VisualTokenizerConfig visualTokenizerConfigFromJson(std::string_view json, const std::string& source)
{
    const nlohmann::json document = parseJson(json, source);
    // Said before any unknown key is: most likely somebody chose a model's folder.
    if (!document.is_object() || !document.contains(kindKey) || document[kindKey] != kindName)
        throw Error(ErrorKind::Incompatible,
                    source + " describes no visual tokenizer: it lacks \"kind\": \"visual-tokenizer\"");
    std::vector<std::string> known = {kindKey, versionKey};
    for (const Field& each : fields)
        known.emplace_back(each.key);
    const JsonFields values(json, source, known);
    if (values.integer(versionKey) != currentVersion)
        values.refuse(versionKey, "is not " + std::to_string(currentVersion) +
                                      ": the visual tokenizer was written by another version of the program");
    VisualTokenizerConfig config;
    for (const Field& each : fields)
        config.*each.field = values.integer(each.key);
    if (const auto problems = config.problems(); !problems.empty())
        throw Error(ErrorKind::BadInput, source + ": " + problems.front());
    return config;
}

std::string visualTokenizerConfigToJson(const VisualTokenizerConfig& config)
{
    nlohmann::ordered_json document;
    document[kindKey] = kindName;
    document[versionKey] = currentVersion;
    for (const Field& each : fields)
        document[each.key] = config.*each.field;
    constexpr int indentation = 2;
    return document.dump(indentation) + "\n";
}

bool isVisualTokenizerFolder(const std::filesystem::path& folder)
{
    try {
        (void)visualTokenizerConfigFromJson(readFile(folder / "config.json", largestFile), folder.string());
        return true;
    } catch (const Error&) {
        return false;
    }
}

} // namespace vlmo
