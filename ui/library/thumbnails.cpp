#include "ui/library/thumbnails.h"

#include "core/base/error.h"
#include "core/vision/decode.h"
#include "ui/pixels.h"

#include <QImage>
#include <QMetaObject>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace vlmo::ui {

namespace {

constexpr int cacheBytes = 96 * 1024 * 1024;
constexpr std::size_t mostWanted = 256;

struct Decoded {
    QImage image;
    QColor surround;
    QString problem;
};

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

Decoded decodeThumbnail(const std::filesystem::path& file)
{
    try {
        const QImage full = toQImage(decodeImage(file));
        QImage small = full;
        if (std::max(full.width(), full.height()) > Thumbnails::edge)
            small = full.scaled(Thumbnails::edge, Thumbnails::edge, Qt::KeepAspectRatio, Qt::SmoothTransformation);
        return {small, surroundOf(small), {}};
    } catch (const Error& error) {
        return {{}, {}, QString::fromUtf8(error.what())};
    }
}

} // namespace

Thumbnails::Thumbnails(QObject* parent) : QObject(parent), m_cache(cacheBytes)
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
        m_pool.start([this, file, key] {
            Decoded decoded = decodeThumbnail(file);
            // The pool is waited for before this object goes.
            QMetaObject::invokeMethod(
                this,
                [this, key, decoded = std::move(decoded)] {
                    --m_running;
                    m_inWork.remove(key);
                    auto* thumbnail =
                        new Thumbnail{QPixmap::fromImage(decoded.image), decoded.surround, decoded.problem};
                    m_cache.insert(key, thumbnail, std::max(1, static_cast<int>(decoded.image.sizeInBytes())));
                    startNext();
                    Q_EMIT loaded(key);
                },
                Qt::QueuedConnection);
        });
    }
}

} // namespace vlmo::ui
