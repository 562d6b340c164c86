#pragma once

#include "core/train/run_record.h"
#include "ui/library/thumbnails.h"
#include "ui/report/evaluation_session.h"

#include <QObject>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace vlmo::ui {

class DatasetSession;
class ReportCard;
class ReportPane;
class RunDesk;
class SidePane;
class Workbench;

/// The report of the shown run: read from its folder, or measured on the held-out part of the data that it learned
/// from. For that a model is made of the run's checkpoint, inside the run's folder, and removed afterwards. GUI thread.
class RunReport final : public QObject {
    Q_OBJECT

public:
    RunReport(Workbench& bench, RunDesk& desk, DatasetSession& data, QWidget& owner);
    ~RunReport() override;

    [[nodiscard]] ReportCard& card() const { return *m_card; }
    /// What stands beside it: how it is to be read, and the worst mistakes.
    [[nodiscard]] SidePane& pane() const;
    [[nodiscard]] EvaluationSession& session() { return m_session; }

    /// Reads the reports of the shown run and of the others anew.
    void read();
    [[nodiscard]] bool isReading() const { return m_session.isReading(); }
    /// Measures the shown run, or the model that it began with. Opens the data it learned from where others are open.
    void measure(ReportOf of);
    void cancel();
    /// Whether a model is being made or measured, or the data are being opened for it.
    [[nodiscard]] bool isMeasuring() const { return m_wanted.has_value(); }
    /// Of the shown run.
    [[nodiscard]] bool hasReport() const;

    /// Where the model lies that is made of a run to be measured.
    [[nodiscard]] static std::filesystem::path modelOf(const std::filesystem::path& run);

Q_SIGNALS:
    /// A report came or went, or measuring began or ended.
    void changed();

private:
    struct Wanted {
        RunRecord run;
        ReportOf of = ReportOf::Run;
        bool opening = false; ///< The data it learned from.
    };

    void show(const FoundReports& found);
    void showReading();
    void goOn();
    void begin(const std::filesystem::path& model);
    void end(const QString& problem);
    [[nodiscard]] bool hasDataOf(const RunRecord& run) const;
    [[nodiscard]] bool canMeasureBefore(const RunRecord& run) const;

    Workbench& m_bench;
    RunDesk& m_desk;
    DatasetSession& m_data;
    Thumbnails m_thumbnails;
    EvaluationSession m_session;
    ReportCard* m_card = nullptr;
    ReportPane* m_pane = nullptr;
    std::optional<Wanted> m_wanted;
    std::filesystem::path m_read; ///< The run whose reports were read last.
};

} // namespace vlmo::ui
