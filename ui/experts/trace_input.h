#pragma once

#include "core/engine/trace.h"
#include "ui/experts/recording.h"
#include "ui/experts/trace_measure.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace vlmo::ui {

class PictureWell;
class SegmentedButton;

/// What is recorded: picture, sentence, and whether one of them or both; and the measure that is shown.
class TraceInput final : public QWidget {
    Q_OBJECT

public:
    explicit TraceInput(QWidget* parent = nullptr);

    /// Null takes the picture away.
    void setPicture(const QImage& preview, const QString& name);
    void setSentence(const QString& sentence);
    [[nodiscard]] QString sentence() const;
    [[nodiscard]] TraceMode mode() const;
    /// The most that picture and sentence allow is chosen by itself when one of them comes or goes.
    void setMode(TraceMode mode);
    /// After a moment the button shows that it works, and a second one stops it.
    void setRecording(bool recording);
    void focusSentence();
    /// A pasted picture is taken for a picture even while the sentence has the focus.
    [[nodiscard]] bool pastePicture();

Q_SIGNALS:
    void pictureChosen(const vlmo::ui::PictureSource& source);
    void pictureRemoved();
    void recordRequested();
    void cancelRequested();
    void measureChosen(vlmo::ui::TraceMeasure measure);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

public Q_SLOTS:
    void choosePicture();

private:
    void buildLayout();
    void fitModes();

    PictureWell* m_well = nullptr;
    QLineEdit* m_sentence = nullptr;
    SegmentedButton* m_mode = nullptr;
    QComboBox* m_measure = nullptr;
    QPushButton* m_record = nullptr;
    QPushButton* m_cancel = nullptr;
    QTimer m_slow;
    bool m_hadPicture = false;
    bool m_hadSentence = false;
};

} // namespace vlmo::ui
