#include "core/doctor/picture_facts.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/vision/decode.h"
#include "core/vision/preprocess.h"

#include <sys/stat.h>

#include <new>
#include <span>

namespace vlmo {
namespace fs = std::filesystem;
namespace {

constexpr std::uintmax_t largestFile = std::uintmax_t{1} << 30U;

int valueOf(char hexadecimal)
{
    return hexadecimal <= '9' ? hexadecimal - '0' : hexadecimal - 'a' + 10;
}

ContentDigest firstHalf(const std::string& sha256Text)
{
    ContentDigest digest{};
    for (std::size_t i = 0; i < digest.size(); ++i)
        digest[i] = static_cast<std::uint8_t>(16 * valueOf(sha256Text[2 * i]) + valueOf(sha256Text[2 * i + 1]));
    return digest;
}

/// The difference hash: of a copy with 9 x 8 grey pixels, whether each is brighter than its left neighbour. It stays
/// nearly the same when a picture is scaled, compressed again or made brighter.
std::uint64_t lookOf(const RgbImage& image)
{
    const RgbImage small = resizeBicubic(image, 9, 8);
    std::uint64_t look = 0;
    for (int y = 0; y < small.height; ++y) {
        const std::uint8_t* row = small.row(y);
        const auto grey = [row](int x) { return 299 * row[3 * x] + 587 * row[3 * x + 1] + 114 * row[3 * x + 2]; };
        for (int x = 1; x < small.width; ++x)
            look = look << 1U | (grey(x) > grey(x - 1) ? 1U : 0U);
    }
    return look;
}

/// The decoder's own limits, so that a header that promises too much counts as it would in training.
void takeHeader(PictureFacts& facts, const ImageHeader& header)
{
    const DecodeOptions limits;
    const std::string size = "it has " + std::to_string(header.width) + " x " + std::to_string(header.height);
    if (header.width <= 0 || header.height <= 0)
        throw Error(ErrorKind::BadInput, size + " pixels");
    if (header.width > limits.maxSide || header.height > limits.maxSide ||
        header.width * header.height > limits.maxPixels)
        throw Error(ErrorKind::BadInput, size + " pixels, which is too large");
    facts.width = static_cast<std::int32_t>(header.width);
    facts.height = static_cast<std::int32_t>(header.height);
}

void examine(PictureFacts& facts, const fs::path& file, const PictureWish& wish)
{
    if (!wish.decode && !wish.look) {
        takeHeader(facts, readImageHeader(file));
        if (wish.digest)
            facts.digest = firstHalf(sha256OfFile(file));
        return;
    }
    const std::string content = readFile(file, largestFile);
    const std::span bytes(reinterpret_cast<const std::uint8_t*>(content.data()), content.size());
    takeHeader(facts, readImageHeader(bytes, file.string()));
    facts.digest = firstHalf(sha256(content));
    const RgbImage image = decodeImage(bytes, file.string());
    facts.decoded = true;
    if (wish.look)
        facts.look = lookOf(image);
}

/// What an error says without the file's name in front: lists name it in a column of its own.
std::string withoutName(const std::string& sentence, const fs::path& file)
{
    const std::string name = file.string();
    if (!sentence.starts_with(name))
        return sentence;
    const std::size_t start = sentence.find_first_not_of(": ", name.size());
    return start == std::string::npos ? sentence : sentence.substr(start);
}

} // namespace

std::string digestText(const ContentDigest& digest)
{
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (const std::uint8_t byte : digest) {
        text += digits[byte >> 4U];
        text += digits[byte & 15U];
    }
    return text;
}

std::optional<FileStamp> stampOf(const fs::path& file) noexcept
{
    // One call for both, where std::filesystem takes three, and the time to the nanosecond.
    struct ::stat status = {};
    if (::stat(file.c_str(), &status) != 0 || !S_ISREG(status.st_mode))
        return std::nullopt;
    return FileStamp{status.st_size,
                     std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + std::int64_t{status.st_mtim.tv_nsec}};
}

bool PictureFacts::fulfils(const PictureWish& wish) const noexcept
{
    if (state != State::Readable)
        return true;
    return (!wish.digest || digest) && (!wish.decode || decoded) && (!wish.look || look);
}

PictureFacts examinePicture(const fs::path& file, const PictureWish& wish)
{
    PictureFacts facts;
    facts.state = PictureFacts::State::Unreadable;
    try {
        examine(facts, file, wish);
        facts.state = PictureFacts::State::Readable;
    } catch (const Error& error) {
        facts.lasting = error.kind() == ErrorKind::BadInput;
        facts.problem = withoutName(error.what(), file);
        if (error.kind() == ErrorKind::NotFound)
            facts.state = PictureFacts::State::Missing;
    } catch (const std::bad_alloc&) {
        facts.lasting = false;
        facts.problem = "there is not enough memory to look at it";
    }
    return facts;
}

} // namespace vlmo
