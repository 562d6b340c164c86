#pragma once

#include <QFrame>

namespace vlmo::ui {

class JobList;

/// The running and finished jobs, over the status line. Closes when one clicks elsewhere.
class JobsPopup final : public QFrame {
    Q_OBJECT

public:
    JobsPopup(JobList& jobs, QWidget* parent);
};

} // namespace vlmo::ui
