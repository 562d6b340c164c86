#pragma once

// Private to core/train: what the fine-tuning tasks share about items that are more than one picture with its words.

#include "core/base/error.h"
#include "core/train/events.h"
#include "core/train/picture_store.h"

#include <nlohmann/json.hpp>
#include <torch/torch.h>

#include <cstddef>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace vlmo {

/// How many held-out pictures of the recipe's size are kept for measuring, at most: 256 MiB of them.
[[nodiscard]] std::size_t mostHeldOutPictures(const Recipe& recipe);

/// Some rows of held-out views as the model takes them: [rows, 3, S, S]; equal rows may repeat.
[[nodiscard]] torch::Tensor heldOutPixels(const PlainViews& views, const std::vector<std::size_t>& rows,
                                          std::int64_t side, const torch::Device& device);

/// At most so many of a list, evenly spread over it.
template <typename T>
std::vector<T> spreadEvenly(std::vector<T> all, std::size_t most)
{
    if (all.size() <= most)
        return all;
    std::vector<T> some;
    for (std::size_t i = 0; i < most; ++i)
        some.push_back(std::move(all[i * all.size() / most]));
    return some;
}

/// Draws items (`next` gives a place) until the picture of one can be read. What cannot be read is listed by the store;
/// after a hundred in a row the disk is taken to be gone: Error(NotFound). `read` makes of a place what is wanted of
/// it, and throws Error where its picture cannot be read.
template <typename Next, typename Read>
auto drawReadableItem(const PictureStore& pictures, Next next, Read read)
{
    std::string last;
    for (int attempt = 0; attempt < PictureStore::kAttempts; ++attempt) {
        try {
            return read(next());
        } catch (const Error& error) {
            last = error.what();
            pictures.skip("a training item", last);
        }
    }
    throw Error(ErrorKind::NotFound,
                "a hundred pictures in a row cannot be read, the last of them: " + last + "; is the disk still there?");
}

/// Things to look at: some as they come, and the mistakes a model was surest of.
class SampleList {
public:
    explicit SampleList(std::size_t most) : m_most(most) {}

    void add(nlohmann::json sample, bool isMistake, double confidence);
    /// Writes `kind`.json and, where there are mistakes, `mistakeKind`.json into a folder.
    [[nodiscard]] std::vector<SampleEvent> write(const std::filesystem::path& folder, const std::string& kind,
                                                 const std::string& mistakeKind) const;

private:
    std::size_t m_most;
    nlohmann::json m_first = nlohmann::json::array();
    std::vector<std::pair<double, nlohmann::json>> m_mistakes; ///< The surest first.
};

} // namespace vlmo
