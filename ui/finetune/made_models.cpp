#include "ui/finetune/made_models.h"

#include <QDateTime>
#include <QFileInfo>
#include <QSettings>
#include <QVariantList>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype mostRemembered = 100;
const QString settingsKey = u"finetune/made"_s;
const QString runKey = u"run"_s;
const QString stepKey = u"step"_s;
const QString modelKey = u"model"_s;
const QString writtenKey = u"written"_s;

QString normalPath(const std::filesystem::path& path)
{
    return QString::fromStdString(path.lexically_normal().string());
}

/// When the file that makes the folder a model was written; 0 when there is none.
qint64 whenWritten(const QString& model)
{
    const QFileInfo config(model + u"/config.json"_s);
    return config.exists() ? config.lastModified().toMSecsSinceEpoch() : 0;
}

} // namespace

void rememberMadeModel(const std::filesystem::path& run, std::int64_t step, const std::filesystem::path& model)
{
    QSettings settings;
    QVariantList all = settings.value(settingsKey).toList();
    const QString folder = normalPath(model);
    all.append(QVariantMap{{runKey, normalPath(run)},
                           {stepKey, static_cast<qlonglong>(step)},
                           {modelKey, folder},
                           {writtenKey, whenWritten(folder)}});
    settings.setValue(settingsKey, all.mid(qMax<qsizetype>(0, all.size() - mostRemembered)));
}

std::optional<std::filesystem::path> madeModel(const std::filesystem::path& run, std::int64_t step)
{
    const QVariantList all = QSettings().value(settingsKey).toList();
    for (auto each = all.crbegin(); each != all.crend(); ++each) {
        const QVariantMap made = each->toMap();
        const QString model = made.value(modelKey).toString();
        const qint64 written = made.value(writtenKey).toLongLong();
        if (made.value(runKey).toString() == normalPath(run) && made.value(stepKey).toLongLong() == step &&
            written != 0 && whenWritten(model) == written)
            return model.toStdString();
    }
    return std::nullopt;
}

} // namespace vlmo::ui
