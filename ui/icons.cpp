#include "ui/icons.h"

#include "ui/theme.h"

#include <QCache>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>
#include <QtDebug>

#include <cmath>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QCache<QString, QPixmap>& pixmaps()
{
    static QCache<QString, QPixmap> cache(512);
    return cache;
}

QByteArray svgSource(const QString& name)
{
    QFile file(u":/icons/lucide/%1.svg"_s.arg(name));
    if (!file.open(QIODevice::ReadOnly)) {
        qWarning() << "no icon named" << name;
        return {};
    }
    QByteArray source = file.readAll();
    // Lucide draws with 2; the window's type is lighter than that at 16 pixels.
    source.replace("stroke-width=\"2\"", "stroke-width=\"1.75\"");
    return source;
}

class LucideEngine final : public QIconEngine {
public:
    LucideEngine(QString name, IconPlace place) : m_name(std::move(name)), m_place(place) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        const int size = std::min(rect.width(), rect.height());
        const QPixmap picture = iconPixmap(m_name, size, colour(mode, state), painter->device()->devicePixelRatioF());
        painter->drawPixmap(rect.x() + (rect.width() - size) / 2, rect.y() + (rect.height() - size) / 2, picture);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        return iconPixmap(m_name, std::min(size.width(), size.height()), colour(mode, state), 1.0);
    }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) override
    {
        // Qt hands the size in device pixels here.
        const int side = static_cast<int>(std::lround(std::min(size.width(), size.height()) / scale));
        return iconPixmap(m_name, side, colour(mode, state), scale);
    }

    QIconEngine* clone() const override { return new LucideEngine(m_name, m_place); }
    QString key() const override { return u"lucide"_s; }
    bool isNull() override { return false; }

private:
    [[nodiscard]] QColor colour(QIcon::Mode mode, QIcon::State state) const
    {
        const Theme& theme = currentTheme();
        if (mode == QIcon::Disabled)
            return theme.placeholder;
        if (m_place == IconPlace::OnPrimary)
            return theme.highlightedText;
        if (mode == QIcon::Selected || state == QIcon::On)
            return theme.highlight;
        return mode == QIcon::Active ? theme.text : theme.muted;
    }

    QString m_name;
    IconPlace m_place;
};

} // namespace

QIcon icon(const QString& name, IconPlace place)
{
    return QIcon(new LucideEngine(name, place));
}

QPixmap iconPixmap(const QString& name, int size, const QColor& colour, double devicePixelRatio)
{
    const QString key = u"%1/%2/%3/%4"_s.arg(name, QString::number(size), colour.name(QColor::HexArgb),
                                             QString::number(devicePixelRatio));
    if (const QPixmap* known = pixmaps().object(key))
        return *known;
    const int side = std::max(1, static_cast<int>(std::lround(size * devicePixelRatio)));
    QPixmap picture(side, side);
    picture.fill(Qt::transparent);
    QByteArray source = svgSource(name);
    if (!source.isEmpty()) {
        source.replace("currentColor", colour.name().toLatin1());
        QSvgRenderer renderer(source);
        QPainter painter(&picture);
        renderer.render(&painter, QRectF(0, 0, side, side));
    }
    picture.setDevicePixelRatio(devicePixelRatio);
    pixmaps().insert(key, new QPixmap(picture));
    return picture;
}

void clearIconCache()
{
    pixmaps().clear();
}

} // namespace vlmo::ui
