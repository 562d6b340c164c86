#include "ui/library/thumbnail_store.h"

#include "core/base/error.h"
#include "core/vision/decode.h"
#include "ui/pixels.h"

#include <QBuffer>
#include <QByteArray>

#include <span>
#include <string_view>
#include <system_error>

namespace vlmo::ui {

namespace {

constexpr qsizetype largePng = 32 * 1024;
constexpr int jpegQuality = 90;

QByteArray encoded(const QImage& image, const char* format, int quality)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (!image.save(&buffer, format, quality))
        return {};
    return bytes;
}

/// Drawings stay exact; photographs, of which a PNG is large, need not.
QByteArray encoded(const QImage& image)
{
    const QByteArray exact = encoded(image, "PNG", -1);
    if (exact.size() <= largePng)
        return exact;
    const QByteArray close = encoded(image, "JPG", jpegQuality);
    return close.isEmpty() ? exact : close;
}

} // namespace

ThumbnailStore::ThumbnailStore(const std::filesystem::path& folder, int edge)
    : m_edge(edge), m_cache(folder, limitBytes)
{}

std::optional<std::string> ThumbnailStore::keyOf(const std::filesystem::path& file) const
{
    std::error_code code;
    const std::uintmax_t bytes = std::filesystem::file_size(file, code);
    if (code)
        return std::nullopt;
    const std::filesystem::file_time_type changed = std::filesystem::last_write_time(file, code);
    if (code)
        return std::nullopt;
    // A path holds no zero byte, so that no two files have one key.
    return file.string() + '\0' + std::to_string(bytes) + ' ' + std::to_string(changed.time_since_epoch().count()) +
           ' ' + std::to_string(m_edge);
}

QImage ThumbnailStore::find(const std::string& key) const
{
    const std::optional<std::string> bytes = m_cache.find(key);
    if (!bytes)
        return {};
    try {
        DecodeOptions options;
        options.maxSide = m_edge;
        return toQImage(
            decodeImage(std::span(reinterpret_cast<const std::uint8_t*>(bytes->data()), bytes->size()), key, options));
    } catch (const Error&) {
        return {}; // Made anew.
    }
}

void ThumbnailStore::put(const std::string& key, const QImage& thumbnail)
{
    const QByteArray bytes = encoded(thumbnail);
    if (!bytes.isEmpty())
        m_cache.put(key, std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

} // namespace vlmo::ui
