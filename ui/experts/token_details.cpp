#include "ui/experts/token_details.h"

#include "ui/experts/update_line.h"
#include "ui/theme.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/section.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QVBoxLayout>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

/// The letter of the expert that served the selected token.
class ExpertBadge final : public QWidget {
public:
    using QWidget::QWidget;

    void setExpert(std::size_t expert, const ExpertIndex& experts)
    {
        m_expert = expert;
        m_experts = &experts;
        const ExpertLook look = experts.look(expert, currentTheme());
        setAccessibleName(look.title);
        setToolTip(look.title);
        setFixedSize(look.letter.size() > 1 ? 30 : 22, 22);
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        if (m_experts == nullptr)
            return;
        QPainter painter(this);
        paintBadge(painter, rect(), currentTheme(), m_experts->look(m_expert, currentTheme()));
    }

private:
    std::size_t m_expert = 0;
    const ExpertIndex* m_experts = nullptr;
};

TokenDetails::TokenDetails(TraceSelection& selection, QWidget* parent)
    : SidePane(tr("Details of the selected token"),
               tr("The selected word or patch is shown here once a trace is recorded."), parent),
      m_selection(selection)
{
    column().addWidget(makeHead());
    m_line = new UpdateLine(selection, content());
    m_measures = new FactList(content());
    auto* measured = new QWidget(content());
    auto* measuredColumn = new QVBoxLayout(measured);
    measuredColumn->setContentsMargins(0, 0, 0, 0);
    measuredColumn->addWidget(m_line);
    measuredColumn->addWidget(m_measures);
    m_lineSection = new Section({}, measured, content());
    column().addWidget(m_lineSection);
    m_lengths = new FactList(content());
    column().addWidget(new Section(tr("Lengths in this block"), m_lengths, content()));
    m_note = new Note(Tone::Info, {}, content());
    column().addWidget(m_note);
    m_trace = new FactList(content());
    column().addWidget(new Section(tr("This trace"), m_trace, content()));

    connect(&selection, &TraceSelection::traceChanged, this, &TokenDetails::showSelection);
    connect(&selection, &TraceSelection::tokenChanged, this, &TokenDetails::showSelection);
    connect(&selection, &TraceSelection::blockChanged, this, &TokenDetails::showSelection);
    connect(&selection, &TraceSelection::measureChanged, this, &TokenDetails::showSelection);
    showSelection();
}

QWidget* TokenDetails::makeHead()
{
    auto* head = new QWidget(content());
    auto* column = new QVBoxLayout(head);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto* row = new QHBoxLayout;
    row->setSpacing(grid::labelGap);
    m_badge = new ExpertBadge(head);
    m_title = makeLabel({}, TextSize::Title, true, head);
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_title->setWordWrap(true);
    m_block = makeMutedLabel({}, TextSize::Body, head);
    row->addWidget(m_badge, 0, Qt::AlignTop);
    row->addWidget(m_title, 1);
    row->addWidget(m_block, 0, Qt::AlignTop | Qt::AlignRight);
    m_place = makeMutedLabel({}, TextSize::Second, head);
    m_place->setWordWrap(true);
    column->addLayout(row);
    column->addWidget(m_place);
    return head;
}

void TokenDetails::showSelection()
{
    showContent(m_selection.hasTrace());
    if (!m_selection.hasTrace())
        return;
    const Trace& trace = m_selection.trace();
    const int token = m_selection.token();
    const int block = m_selection.block();
    const TraceCell& cell = m_selection.cell(block, token);
    const TraceToken& place = m_selection.tokenAt(token);
    const std::size_t expert = m_selection.experts().of(block, token);

    m_badge->setExpert(expert, m_selection.experts());
    m_title->setText(place.kind == TraceToken::Kind::ImageCls ? tr("cls") : m_selection.tokenTitle(token));
    m_block->setText(tr("block %1").arg(block));
    const QString kind = place.kind == TraceToken::Kind::Word       ? tr("word piece")
                         : place.kind == TraceToken::Kind::ImageCls ? tr("the picture's own token")
                                                                    : tr("patch of the picture");
    m_place->setText(tr("Token %1 of %2, %3, %4 expert")
                         .arg(QString::number(token), QString::number(trace.tokens.size()), kind,
                              m_selection.experts().look(expert, currentTheme()).title));
    m_lineSection->setTitle(tr("%1 over the blocks").arg(measureName(m_selection.measure())));

    QList<FactList::Fact> measures;
    for (const TraceMeasure measure : traceMeasures)
        measures.append(
            {measureTitle(measure), measureText(measureValue(cell, measure)), measure == m_selection.measure()});
    m_measures->setFacts(measures);
    m_lengths->setFacts({{tr("State before"), measureText(static_cast<double>(cell.residualNorm))},
                         {tr("Attention added"), measureText(static_cast<double>(cell.attentionUpdate))},
                         {tr("Expert added"), measureText(static_cast<double>(cell.expertUpdate))}});
    QList<FactList::Fact> facts{{tr("Model"), QString::fromStdString(trace.modelName)}};
    if (!trace.imageName.empty())
        facts.append({tr("Picture"), QString::fromStdString(trace.imageName)});
    if (!trace.sentence.empty())
        facts.append({tr("Sentence"), QString::fromStdString(trace.sentence)});
    for (const std::string& intervention : trace.interventions)
        facts.append({tr("With"), QString::fromStdString(intervention)});
    m_trace->setFacts(facts);
    m_note->setText(tr("%1\n\n%2\n\nWhich expert a token meets is fixed by modality and block. What changes with the "
                       "input is how much the expert does.")
                        .arg(measureMeaning(m_selection.measure()), measureLimit(m_selection.measure())));
}

} // namespace vlmo::ui
