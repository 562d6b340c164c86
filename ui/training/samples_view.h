#pragma once

#include "core/train/events.h"
#include "ui/training/sample_file.h"

#include <QWidget>

#include <filesystem>
#include <vector>

class QComboBox;
class QLabel;
class QScrollArea;
class QSlider;
class QVBoxLayout;

namespace vlmo::ui {

/// What a run showed of itself while it trained: a slider over the steps at which it did, and the samples there.
class SamplesView final : public QWidget {
    Q_OBJECT

public:
    explicit SamplesView(QWidget* parent = nullptr);

    /// The samples of a run, in the order of their steps. The slider stays at the newest one while it stands there.
    void setSamples(const std::filesystem::path& runFolder, const std::vector<SampleEvent>& samples);
    /// Of the kind that is shown.
    [[nodiscard]] int stepCount() const;
    void showStep(int place);
    [[nodiscard]] std::int64_t shownStep() const;
    [[nodiscard]] const std::vector<SampleItem>& items() const { return m_items; }
    [[nodiscard]] QString problem() const;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void chooseKind();
    void fitHead();
    void show(const SampleEvent& sample);
    void fill();

    std::filesystem::path m_folder;
    std::vector<SampleEvent> m_samples;
    std::vector<SampleEvent> m_shown; ///< Of the chosen kind.
    std::vector<SampleItem> m_items;
    std::string m_shownFile;
    QComboBox* m_kind = nullptr;
    QSlider* m_slider = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_stepName = nullptr;
    QLabel* m_step = nullptr;
    QLabel* m_message = nullptr;
    QScrollArea* m_area = nullptr;
};

} // namespace vlmo::ui
