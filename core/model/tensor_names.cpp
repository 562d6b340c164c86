#include "core/model/tensor_names.h"

#include "core/base/error.h"

#include <charconv>
#include <cmath>
#include <set>
#include <system_error>

namespace vlmo {
namespace {

/// Far above any model: beyond it, numbers in a file are not worth an exact answer.
constexpr std::int64_t mostRows = 1'000'000'000;

std::optional<std::int64_t> exactRoot(std::int64_t square)
{
    if (square < 0 || square > mostRows)
        return std::nullopt;
    const auto root = static_cast<std::int64_t>(std::llround(std::sqrt(static_cast<double>(square))));
    return root * root == square ? std::optional(root) : std::nullopt;
}

} // namespace

std::int64_t countBlocks(const TensorFile& file, const std::string& prefix)
{
    std::set<std::int64_t> numbers;
    for (auto item = file.tensors.lower_bound(prefix); item != file.tensors.end() && item->first.starts_with(prefix);
         ++item) {
        const char* const begin = item->first.data() + prefix.size();
        const char* const end = item->first.data() + item->first.size();
        std::int64_t number = 0;
        const auto [rest, code] = std::from_chars(begin, end, number);
        if (code == std::errc() && rest != end && *rest == '.')
            numbers.insert(number);
    }
    const auto count = static_cast<std::int64_t>(numbers.size());
    if (count > 0 && (*numbers.begin() != 0 || *numbers.rbegin() != count - 1))
        throw Error(ErrorKind::Incompatible, file.source + ": the blocks are not numbered 0 to " +
                                                 std::to_string(count - 1) + ", one of them is missing");
    return count;
}

std::optional<std::int64_t> gridOfImageRows(std::int64_t rows)
{
    constexpr std::int64_t withoutPatches = 3; // cls to any, any to cls, cls to cls
    const std::optional<std::int64_t> side = exactRoot(rows - withoutPatches);
    return side && *side % 2 == 1 ? std::optional((*side + 1) / 2) : std::nullopt;
}

std::optional<std::int64_t> gridOfTokens(std::int64_t tokens)
{
    const std::optional<std::int64_t> grid = exactRoot(tokens - 1);
    return grid && *grid > 0 ? grid : std::nullopt;
}

std::optional<std::int64_t> gridOfIndexTable(const TensorFile& file)
{
    const auto found = file.tensors.find("relative_position_index");
    if (found == file.tensors.end() || found->second.shape.empty())
        return std::nullopt;
    return gridOfTokens(found->second.shape.front());
}

bool isIndexTable(const std::string& name)
{
    return name.ends_with("relative_position_index");
}

bool isPositionCounter(const std::string& name)
{
    return name == "text_embeddings.position_ids";
}

std::string shapeText(const std::vector<std::int64_t>& shape)
{
    std::string text = "[";
    for (const std::int64_t size : shape)
        text.append(text.size() > 1 ? ", " : "").append(std::to_string(size));
    return text + "]";
}

} // namespace vlmo
