#include "ui/finetune/data_facts.h"

#include "ui/theme.h"
#include "ui/training/run_look.h"
#include "ui/widgets/labels.h"

#include <QVBoxLayout>

#include <algorithm>

namespace vlmo::ui {

DataFacts::DataFacts(QWidget* parent) : SidePane(tr("Details of the data"), tr("No data are open."), parent)
{
    column().setSpacing(grid::labelGap);
    m_title = makeLabel({}, TextSize::Title, true, content());
    m_title->setWordWrap(true);
    column().addWidget(m_title);
    m_facts = new FactList(content());
    column().addWidget(m_facts);
    m_splitsTitle = makeLabel({}, TextSize::Lead, true, content());
    column().addSpacing(6);
    column().addWidget(m_splitsTitle);
    m_splits = new FactList(content());
    column().addWidget(m_splits);
    m_meaning = makeMutedLabel({}, TextSize::Second, content());
    m_meaning->setWordWrap(true);
    column().addWidget(m_meaning);
}

void DataFacts::clear()
{
    showContent(false);
}

void DataFacts::setData(const Dataset& dataset, FinetuneTask task, const std::map<std::string, SplitCounts>& counts,
                        const SplitChoice& choice)
{
    m_title->setText(QString::fromStdString(dataset.name));
    m_facts->setFacts({{tr("Folder"), QString::fromStdString(dataset.folder.string())},
                       {tr("Read as"), QString::fromStdString(dataset.importer)},
                       {tr("Left out"), countText(std::ssize(dataset.skipped))}});
    m_splitsTitle->setText(task == FinetuneTask::Questions     ? tr("Questions by split")
                           : task == FinetuneTask::TwoPictures ? tr("Statements by split")
                           : task == FinetuneTask::Classes     ? tr("Pictures with a class by split")
                                                               : tr("Captions by split"));
    QList<FactList::Fact> facts;
    for (const auto& [name, split] : counts) {
        if (const std::int64_t items = itemsFor(task, split); items > 0)
            facts.append({QString::fromStdString(name), countText(items),
                          name == choice.training || name == choice.validation()});
    }
    m_splits->setFacts(facts);
    QStringList meaning;
    if (!choice.training.empty())
        meaning.append(tr("A run learns from “%1”.").arg(QString::fromStdString(choice.training)));
    if (!choice.validation().empty())
        meaning.append(tr("It is measured on “%1” while it learns, and its best checkpoint is chosen by that.")
                           .arg(QString::fromStdString(choice.validation())));
    if (!choice.test.empty())
        meaning.append(
            tr("The report measures on “%1”, by which nothing was chosen.").arg(QString::fromStdString(choice.test)));
    m_meaning->setText(meaning.join(u' '));
    showContent(true);
}

} // namespace vlmo::ui
