#include "ui/library/thumbnails.h"

#include "core/base/error.h"
#include "core/vision/decode.h"
#include "ui/pixels.h"

#include <QImage>
#include <QMetaObject>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <system_error>
#include <utility>

namespace vlmo::ui {

namespace {

constexpr int cacheBytes = 96 * 1024 * 1024;
constexpr std::size_t mostWanted = 256;
constexpr std::uintmax_t smallFile = 64 * 1024;

/// The colour that most of a picture's corners have; invalid when no two are alike. Corners, as a motif may touch an
/// edge with a foot or a wing.
QColor surroundOf(const QImage& image)
{
    const int right = image.width() - 1;
    const int bottom = image.height() - 1;
    const std::array corners{image.pixelColor(0, 0), image.pixelColor(right, 0), image.pixelColor(0, bottom),
                             image.pixelColor(right, bottom)};
    QColor best;
    std::ptrdiff_t most = 1;
    for (const QColor& corner : corners) {
        const auto alike = std::ranges::count_if(corners, [&corner](const QColor& other) {
            return std::abs(corner.red() - other.red()) <= 6 && std::abs(corner.green() - other.green()) <= 6 &&
                   std::abs(corner.blue() - other.blue()) <= 6;
        });
        if (alike > most) {
            most = alike;
            best = corner;
        }
    }
    return best;
}

QImage scaledDown(const QImage& full)
{
    if (std::max(full.width(), full.height()) <= Thumbnails::edge)
        return full;
    return full.scaled(Thumbnails::edge, Thumbnails::edge, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

/// A small file with a small picture is read as quickly as its thumbnail.
bool isWorthKeeping(const QImage& full, const std::filesystem::path& file)
{
    std::error_code code;
    return std::max(full.width(), full.height()) > Thumbnails::edge ||
           std::filesystem::file_size(file, code) > smallFile;
}

} // namespace

struct Thumbnails::Made {
    QImage image;
    QColor surround;
    QString problem;
};

Thumbnails::Thumbnails(const std::filesystem::path& folder, QObject* parent)
    : QObject(parent), m_store(folder, edge), m_cache(cacheBytes)
{
    m_pool.setMaxThreadCount(std::max(1, QThread::idealThreadCount() / 2));
}

Thumbnails::~Thumbnails()
{
    m_wanted.clear();
    m_pool.waitForDone();
}

const Thumbnail* Thumbnails::find(const std::filesystem::path& file)
{
    if (file.empty())
        return nullptr;
    const QString key = QString::fromStdString(file.string());
    if (const Thumbnail* known = m_cache.object(key))
        return known;
    if (m_inWork.contains(key))
        return nullptr;
    std::erase(m_wanted, file.string());
    m_wanted.push_back(file.string());
    if (m_wanted.size() > mostWanted)
        m_wanted.erase(m_wanted.begin());
    startNext();
    return nullptr;
}

void Thumbnails::startNext()
{
    while (m_running < m_pool.maxThreadCount() && !m_wanted.empty()) {
        const std::filesystem::path file = m_wanted.back();
        m_wanted.pop_back();
        const QString key = QString::fromStdString(file.string());
        m_inWork.insert(key);
        ++m_running;
        m_pool.start([this, file, key] { work(file, key); });
    }
}

void Thumbnails::work(const std::filesystem::path& file, const QString& key)
{
    // The pool is waited for before this object goes.
    const auto send = [this, &key](Made made) {
        QMetaObject::invokeMethod(
            this, [this, key, made = std::move(made)] { show(key, made); }, Qt::QueuedConnection);
    };
    // Asked before the file is read: if it changes meanwhile, the thumbnail belongs to what it was.
    const std::optional<std::string> storeKey = m_store.keyOf(file);
    if (const QImage kept = storeKey ? m_store.find(*storeKey) : QImage(); !kept.isNull())
        return send({kept, surroundOf(kept), {}});
    try {
        const QImage full = toQImage(decodeImage(file));
        const QImage small = scaledDown(full);
        send({small, surroundOf(small), {}});
        // Shown first, then kept.
        if (storeKey && isWorthKeeping(full, file))
            keep(*storeKey, small);
    } catch (const Error& error) {
        send({{}, {}, QString::fromUtf8(error.what())});
    }
}

void Thumbnails::keep(const std::string& storeKey, const QImage& thumbnail)
{
    try {
        m_store.put(storeKey, thumbnail);
    } catch (const Error& error) {
        QMetaObject::invokeMethod(
            this, [this, reason = QString::fromUtf8(error.what())] { tellNotKept(reason); }, Qt::QueuedConnection);
    }
}

void Thumbnails::show(const QString& key, const Made& made)
{
    --m_running;
    m_inWork.remove(key);
    m_cache.insert(key, new Thumbnail{QPixmap::fromImage(made.image), made.surround, made.problem},
                   std::max(1, static_cast<int>(made.image.sizeInBytes())));
    startNext();
    Q_EMIT loaded(key);
}

void Thumbnails::tellNotKept(const QString& reason)
{
    if (!std::exchange(m_saidNotKept, true))
        Q_EMIT notKept(reason);
}

} // namespace vlmo::ui
