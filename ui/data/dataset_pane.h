#pragma once

#include <QWidget>

#include <string>

class QSplitter;

namespace vlmo::ui {

class DatasetCard;
class DatasetSession;
class DoctorCard;
class SegmentedButton;

/// The open data set beside its doctor; where there is not enough room, the one behind the other as tabs. The finding
/// that is chosen filters the rows.
class DatasetPane final : public QWidget {
    Q_OBJECT

public:
    /// `session` outlives the pane.
    explicit DatasetPane(DatasetSession& session, QWidget* parent = nullptr);

    /// See DatasetCard::setTask().
    void setTask(const std::string& task);

    [[nodiscard]] DatasetCard& rows() { return *m_rows; }
    [[nodiscard]] DoctorCard& doctor() { return *m_doctor; }
    /// Whether the two are tabs.
    [[nodiscard]] bool isNarrow() const { return m_isNarrow; }
    /// Turns to the doctor, or to the rows, where only one of them is seen.
    void turnToDoctor();
    void turnToRows();

    static constexpr int tableWidth = 420;  ///< Least, in pixels; below the sum of
    static constexpr int doctorWidth = 320; ///< both there are tabs.

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();

    DatasetCard* m_rows = nullptr;
    DoctorCard* m_doctor = nullptr;
    QSplitter* m_splitter = nullptr;
    SegmentedButton* m_choice = nullptr;
    bool m_isNarrow = false;
};

} // namespace vlmo::ui
