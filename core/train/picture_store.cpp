#include "core/train/picture_store.h"

#include "core/base/error.h"
#include "core/vision/augment.h"
#include "core/vision/decode.h"

#include <algorithm>
#include <chrono>

namespace vlmo {

namespace {

/// More than this is not kept in memory; ordinary machines have sixteen.
constexpr double kLargestStore = 8.0 * (1ULL << 30U);

std::vector<std::size_t> recordsOf(const Dataset& dataset, const std::string& split, const PictureStore::Wanted& wanted)
{
    std::vector<std::size_t> chosen = dataset.split(split);
    std::erase_if(chosen, [&](std::size_t index) { return !wanted(dataset.records[index]); });
    return chosen;
}

} // namespace

PictureStore::PictureStore(const Recipe& recipe, const Dataset& dataset, const Wanted& wanted,
                           ProgressObserver* observer, const std::stop_token& stop)
    : m_storedSize(recipe.data.storedSize)
{
    const std::vector<std::size_t> chosen = recordsOf(dataset, recipe.data.split, wanted);
    const double bytes = static_cast<double>(chosen.size()) * m_storedSize * m_storedSize * 4.0;
    const bool keep = bytes <= kLargestStore;
    const auto start = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        if (stop.stop_requested())
            throw Error(ErrorKind::Cancelled, "stopped while reading the pictures");
        const Record& record = dataset.records[chosen[i]];
        try {
            if (keep)
                m_pictures.push_back(read(record));
            m_records.push_back(record);
            m_records.back().questions = {};
            m_sources.push_back(chosen[i]);
            m_draw.add(record.weight);
        } catch (const Error& error) {
            skip(record.image.string(), error.what());
            if (observer != nullptr)
                observer->onSkipped({record.image.string(), error.what()});
        }
        if (observer != nullptr && (i % 64 == 0 || i + 1 == chosen.size())) {
            const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
            observer->onProgress({static_cast<std::int64_t>(i) + 1, static_cast<std::int64_t>(chosen.size()),
                                  record.image.filename().string(), elapsed.count()});
        }
    }
    if (m_records.empty() || m_draw.total() <= 0.0)
        throw Error(ErrorKind::NotFound, "the split '" + recipe.data.split + "' of " + dataset.folder.string() +
                                             " has no readable picture to train on");
}

PlainViews PictureStore::heldOut(const Recipe& recipe, const Dataset& dataset, std::size_t most,
                                 const Wanted& wanted) const
{
    const std::vector<std::size_t> chosen = recordsOf(dataset, recipe.data.validation, wanted);
    PlainViews views;
    const std::size_t count = std::min(most, chosen.size());
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t index = chosen[i * chosen.size() / count];
        const Record& record = dataset.records[index];
        try {
            const RgbImage view =
                plainView(decodeImageWithAlpha(record.image), static_cast<int>(recipe.model.imageSize));
            views.pixels.insert(views.pixels.end(), view.pixels.begin(), view.pixels.end());
            views.records.push_back(index);
        } catch (const Error& error) {
            skip(record.image.string(), error.what());
        }
    }
    return views;
}

std::shared_ptr<const RgbaImage> PictureStore::read(const Record& record) const
{
    return std::make_shared<const RgbaImage>(storedForm(decodeImageWithAlpha(record.image), m_storedSize));
}

void PictureStore::skip(const std::string& item, const std::string& reason) const
{
    const std::lock_guard lock(m_mutex);
    m_skipped.push_back({item, reason});
}

std::vector<SkippedItem> PictureStore::takeSkipped()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_skipped, {});
}

std::int64_t PictureStore::bytes() const
{
    std::size_t bytes = 0;
    for (const Record& record : m_records) {
        bytes += sizeof record + sizeof(double) + sizeof(std::size_t);
        for (const std::string& text :
             {record.image.native(), record.split, record.source, record.family, record.concept_, record.category})
            bytes += text.capacity();
        for (const std::string& caption : record.captions)
            bytes += sizeof caption + caption.capacity();
    }
    constexpr std::size_t header = 64; // of a picture, its counter and its place in the list
    for (const auto& picture : m_pictures)
        bytes += picture->pixels.size() + header;
    return static_cast<std::int64_t>(bytes);
}

std::shared_ptr<const RgbaImage> PictureStore::picture(std::size_t index) const
{
    return m_pictures.empty() ? read(m_records[index]) : m_pictures[index];
}

PictureStore::Drawn PictureStore::draw(Random& random) const
{
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
        const std::size_t index = m_draw.draw(random.uniform());
        try {
            return {index, picture(index)};
        } catch (const Error& error) {
            skip(m_records[index].image.string(), error.what());
        }
    }
    throw Error(ErrorKind::NotFound, "a hundred pictures in a row cannot be read, the last of them " +
                                         m_records.back().image.string() + "; is the disk still there?");
}

RgbImage trainingView(const RgbaImage& picture, const Recipe& recipe, bool mayFlip, std::uint64_t seed)
{
    const Recipe::Augmentation& from = recipe.augmentation;
    AugmentOptions options;
    options.size = static_cast<int>(recipe.model.imageSize);
    options.minScale = from.minScale;
    options.maxShift = from.maxShift;
    options.maxRotation = from.maxRotation;
    options.minCrop = from.minCrop;
    options.colourJitter = from.colourJitter;
    options.flip = from.flip && mayFlip;
    options.randomGround = from.randomGround;
    options.randAugmentOps = static_cast<int>(from.randAugmentOps);
    options.randAugmentMagnitude = static_cast<int>(from.randAugmentMagnitude);
    return augment(picture, options, seed);
}

} // namespace vlmo
