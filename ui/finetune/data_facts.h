#pragma once

#include "core/data/dataset.h"
#include "core/doctor/dataset_counts.h"
#include "ui/finetune/finetune_task.h"
#include "ui/finetune/split_choice.h"
#include "ui/widgets/side_pane.h"

#include <map>
#include <string>

class QLabel;

namespace vlmo::ui {

class FactList;

/// The pane beside the data: what they are, what a run learns from, and what is held out.
class DataFacts final : public SidePane {
    Q_OBJECT

public:
    explicit DataFacts(QWidget* parent = nullptr);

    void setData(const Dataset& dataset, FinetuneTask task, const std::map<std::string, SplitCounts>& counts,
                 const SplitChoice& choice);
    void clear();

private:
    QLabel* m_title = nullptr;
    FactList* m_facts = nullptr;
    QLabel* m_splitsTitle = nullptr;
    FactList* m_splits = nullptr;
    QLabel* m_meaning = nullptr;
};

} // namespace vlmo::ui
