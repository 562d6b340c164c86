#include "ui/training/free_name.h"

namespace vlmo::ui {

QString freeName(const QString& base, const std::filesystem::path& folder)
{
    std::error_code ignored;
    for (int number = 1;; ++number) {
        QString name = base + u'-' + QString::number(number);
        if (!std::filesystem::exists(folder / name.toStdString(), ignored))
            return name;
    }
}

} // namespace vlmo::ui
