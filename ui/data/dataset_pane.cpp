#include "ui/data/dataset_pane.h"

#include "ui/data/dataset_card.h"
#include "ui/data/dataset_session.h"
#include "ui/data/doctor_card.h"
#include "ui/theme.h"
#include "ui/widgets/buttons.h"

#include <QSplitter>
#include <QVBoxLayout>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int rowsSegment = 0;
constexpr int doctorSegment = 1;
} // namespace

DatasetPane::DatasetPane(DatasetSession& session, QWidget* parent) : QWidget(parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(grid::labelGap);
    m_choice = new SegmentedButton({tr("Rows"), tr("Doctor")}, tr("Rows of the data set or its doctor"), this);
    column->addWidget(m_choice, 0, Qt::AlignLeft);
    m_splitter = new QSplitter(this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(grid::cardGap);
    m_rows = new DatasetCard(session, m_splitter);
    m_doctor = new DoctorCard(session, m_splitter);
    m_splitter->addWidget(m_rows);
    m_splitter->addWidget(m_doctor);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setSizes({600, 400});
    column->addWidget(m_splitter, 1);
    connect(m_choice, &SegmentedButton::chosen, this, [this] { arrange(); });
    connect(m_doctor, &DoctorCard::findingChosen, this, [this](std::optional<std::size_t> finding) {
        m_rows->showFinding(finding);
        if (finding)
            turnToRows();
    });
    connect(m_rows, &DatasetCard::findingCleared, m_doctor, &DoctorCard::clearChoice);
    arrange();
}

void DatasetPane::setTask(const std::string& task)
{
    m_doctor->clearChoice();
    m_rows->setTask(task);
    m_doctor->setTask(task);
}

void DatasetPane::turnToDoctor()
{
    m_choice->setCurrent(doctorSegment);
    arrange();
}

void DatasetPane::turnToRows()
{
    m_choice->setCurrent(rowsSegment);
    arrange();
}

void DatasetPane::arrange()
{
    m_choice->setVisible(m_isNarrow);
    m_rows->setVisible(!m_isNarrow || m_choice->current() == rowsSegment);
    m_doctor->setVisible(!m_isNarrow || m_choice->current() == doctorSegment);
    m_rows->setMinimumWidth(m_isNarrow ? 0 : tableWidth);
    m_doctor->setMinimumWidth(m_isNarrow ? 0 : doctorWidth);
}

void DatasetPane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const bool narrow = width() < tableWidth + doctorWidth + grid::cardGap;
    if (narrow == m_isNarrow)
        return;
    m_isNarrow = narrow;
    arrange();
}

} // namespace vlmo::ui
