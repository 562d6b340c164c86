#pragma once

#include "ui/data/dataset_check.h"

#include <QAbstractListModel>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace vlmo::ui {

/// What a check found that matters for the task, problems first; what was looked at and is well; and what would matter
/// for other tasks.
class FindingModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        AdviceRole = Qt::UserRole + 1, ///< QString: a second line.
        ToneRole,                      ///< int: Tone
        IconRole,                      ///< QString: a Lucide name
        FindingRole,                   ///< int: in the report; -1 of what is well.
    };

    using QAbstractListModel::QAbstractListModel;

    void show(std::shared_ptr<const DatasetCheck> check);
    /// What the task learns from.
    void setKind(DataKind kind);
    [[nodiscard]] std::optional<std::size_t> findingAt(const QModelIndex& index) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Well {
        QString title;
        QString more;
    };

    [[nodiscard]] static std::vector<Well> wellOf(const DatasetCheck& check);
    void order();
    /// Nothing for a row that tells what is well.
    [[nodiscard]] std::optional<std::size_t> findingOf(int row) const;

    std::shared_ptr<const DatasetCheck> m_check;
    DataKind m_kind = DataKind::Captions;
    std::vector<Well> m_well;
    std::vector<std::size_t> m_mattering; ///< Findings of the report, above what is well,
    std::vector<std::size_t> m_others;    ///< and below it.
};

} // namespace vlmo::ui
