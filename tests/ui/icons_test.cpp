#include "ui/icons.h"

#include "ui/theme.h"

#include <gtest/gtest.h>

#include <QDir>
#include <QFile>
#include <QImage>

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

/// The colour of the pixel that is covered most.
QColor inkOf(const QPixmap& pixmap)
{
    const QImage image = pixmap.toImage().convertToFormat(QImage::Format_ARGB32);
    QRgb best = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (qAlpha(image.pixel(x, y)) > qAlpha(best))
                best = image.pixel(x, y);
        }
    }
    return QColor::fromRgb(best);
}

bool close(const QColor& one, const QColor& other)
{
    return std::abs(one.red() - other.red()) < 8 && std::abs(one.green() - other.green()) < 8 &&
           std::abs(one.blue() - other.blue()) < 8;
}

TEST(TheIcons, ComeWithTheirLicence)
{
    QFile licence(u":/icons/lucide/LICENSE"_s);
    ASSERT_TRUE(licence.open(QIODevice::ReadOnly));
    EXPECT_TRUE(licence.readAll().contains("ISC License"));
}

TEST(TheIcons, AllDrawInTheColourAskedFor)
{
    const QStringList files = QDir(u":/icons/lucide"_s).entryList({u"*.svg"_s});
    ASSERT_GT(files.size(), 20);
    for (const QString& file : files) {
        const QPixmap picture = iconPixmap(file.chopped(4), 22, QColor(10, 200, 30), 2.0);
        EXPECT_EQ(picture.width(), 44);
        EXPECT_TRUE(close(inkOf(picture), QColor(10, 200, 30))) << file.toStdString();
    }
}

TEST(AnIcon, FollowsModeStateAndTheme)
{
    for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
        applyTheme(choice);
        const Theme& theme = currentTheme();
        const QIcon search = icon(u"search"_s);
        EXPECT_TRUE(close(inkOf(search.pixmap(32)), theme.muted));
        EXPECT_TRUE(close(inkOf(search.pixmap(QSize(32, 32), QIcon::Active)), theme.text));
        EXPECT_TRUE(close(inkOf(search.pixmap(QSize(32, 32), QIcon::Disabled)), theme.placeholder));
        EXPECT_TRUE(close(inkOf(search.pixmap(QSize(32, 32), QIcon::Normal, QIcon::On)), theme.highlight));
        EXPECT_TRUE(close(inkOf(icon(u"search"_s, IconPlace::OnPrimary).pixmap(32)), theme.highlightedText));
    }
    applyTheme(ThemeChoice::Light);
}

} // namespace
} // namespace vlmo::ui
