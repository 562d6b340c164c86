#pragma once

#include "core/library/library.h"

#include <QAbstractListModel>
#include <QHash>
#include <QSet>
#include <QString>

#include <filesystem>
#include <optional>
#include <vector>

namespace vlmo::ui {

/// The pictures of the grid: all of a library, or the hits of a search with their scores, best first.
///
/// Rows of a whole library know only their number at first; the rest is asked for page by page when it is looked at.
class PictureModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        IdRole = Qt::UserRole + 1,
        FileRole,      ///< QString; empty until the record is known.
        ScoreRole,     ///< float; invalid without a search.
        ZScoreRole,    ///< float
        BarRole,       ///< double in [0, 1]: how far above the library's average, of the best hit's distance.
        AboveLineRole, ///< bool
    };

    using QAbstractListModel::QAbstractListModel;

    /// Another library: numbers mean other pictures now.
    void forget();
    void showAll(std::vector<PictureId> ids);
    void showHits(std::vector<SearchHit> hits);
    /// Fills in what was asked for by recordsNeeded().
    void setRecords(const std::vector<PictureRecord>& records);
    /// Hits with at least this z-score are above the line.
    void setLine(double zScore);

    [[nodiscard]] bool hasScores() const { return m_scored; }
    [[nodiscard]] double line() const { return m_line; }
    [[nodiscard]] int countAboveLine() const;
    [[nodiscard]] PictureId idAt(int row) const { return m_rows.at(static_cast<std::size_t>(row)).id; }
    [[nodiscard]] std::filesystem::path fileAt(int row) const;
    /// The hit of a row; nothing without a search.
    [[nodiscard]] std::optional<SearchHit> hitAt(int row) const;
    /// -1 when the picture is not shown.
    [[nodiscard]] int rowOf(PictureId id) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData* mimeData(const QModelIndexList& indexes) const override;

Q_SIGNALS:
    void recordsNeeded(const std::vector<vlmo::PictureId>& ids);
    void lineMoved();

private:
    struct Row {
        PictureId id = 0;
        float score = 0;
        float zScore = 0;
    };
    struct Known {
        std::filesystem::path file;
        QString caption;
    };

    [[nodiscard]] const Known* known(int row) const;
    void requestPageOf(int row) const;

    std::vector<Row> m_rows;
    bool m_scored = false;
    double m_line = 2.0;
    float m_bestZ = 0;
    QHash<PictureId, Known> m_known;
    mutable QSet<int> m_requestedPages;
};

} // namespace vlmo::ui
