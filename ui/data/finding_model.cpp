#include "ui/data/finding_model.h"

#include "ui/data/finding_look.h"
#include "ui/training/run_look.h"
#include "ui/work/job_list.h"

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

std::int64_t countOf(const DatasetReport& report, std::string_view kind)
{
    const auto found = std::ranges::find(report.findings, kind, &DatasetFinding::kind);
    return found == report.findings.end() ? 0 : found->count;
}

} // namespace

void FindingModel::show(std::shared_ptr<const DatasetCheck> check)
{
    beginResetModel();
    m_check = std::move(check);
    m_well = m_check ? wellOf(*m_check) : std::vector<Well>();
    order();
    endResetModel();
}

void FindingModel::setKind(DataKind kind)
{
    if (kind == m_kind)
        return;
    beginResetModel();
    m_kind = kind;
    order();
    endResetModel();
}

void FindingModel::order()
{
    m_mattering.clear();
    m_others.clear();
    for (std::size_t i = 0; m_check && i < m_check->report().findings.size(); ++i)
        (mattersFor(m_check->report().findings[i], m_kind) ? m_mattering : m_others).push_back(i);
}

std::optional<std::size_t> FindingModel::findingOf(int row) const
{
    const auto place = static_cast<std::size_t>(row);
    if (place < m_mattering.size())
        return m_mattering[place];
    if (place < m_mattering.size() + m_well.size())
        return std::nullopt;
    return m_others[place - m_mattering.size() - m_well.size()];
}

std::vector<FindingModel::Well> FindingModel::wellOf(const DatasetCheck& check)
{
    const DatasetReport& report = check.report();
    std::vector<Well> well;
    const std::int64_t useless = countOf(report, "missing-picture") + countOf(report, "unreadable-picture");
    if (report.pictureFiles > useless) {
        const std::int64_t looked = report.pictureFiles - report.remembered;
        well.push_back(
            {tr("%1 of %2 pictures open").arg(countText(report.pictureFiles - useless), countText(report.pictureFiles)),
             report.remembered == 0 ? tr("Looked at in %1.").arg(durationText(report.seconds))
                                    : tr("%1 looked at, %2 remembered from before.")
                                          .arg(countText(looked), countText(report.remembered))});
    }
    if (report.splits.size() > 1 && countOf(report, "overlap-between-splits") == 0)
        well.push_back({tr("No picture is in two splits"), tr("Compared by content.")});
    if (report.lengths.empty())
        return well;
    if (countOf(report, "long-text") == 0)
        well.push_back({tr("No text is longer than %1 pieces").arg(countText(check.pieceLimit())), {}});
    if (countOf(report, "unknown-pieces") == 0)
        well.push_back({tr("No unknown word pieces"), {}});
    return well;
}

std::optional<std::size_t> FindingModel::findingAt(const QModelIndex& index) const
{
    return index.isValid() ? findingOf(index.row()) : std::nullopt;
}

int FindingModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_mattering.size() + m_well.size() + m_others.size());
}

QVariant FindingModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const std::optional<std::size_t> place = findingOf(index.row());
    const DatasetFinding* finding = place ? &m_check->report().findings[*place] : nullptr;
    const auto well = static_cast<std::size_t>(index.row()) - m_mattering.size();
    const QString title = finding != nullptr ? findingTitle(*finding) : m_well[well].title;
    const bool isOther = finding != nullptr && static_cast<std::size_t>(index.row()) >= m_mattering.size();
    const QString advice = finding == nullptr ? m_well[well].more
                           : isOther          ? tr("Of no consequence for this task. %1").arg(findingAdvice(*finding))
                                              : findingAdvice(*finding);
    const SeverityLook look =
        finding != nullptr ? severityLook(finding->severity) : SeverityLook{tr("well"), u"circle-check"_s, Tone::Ok};
    switch (role) {
    case Qt::DisplayRole:
        return title;
    case Qt::ToolTipRole: {
        QStringList lines{title, advice};
        if (finding != nullptr) {
            constexpr std::size_t most = 5;
            const std::vector<FoundItem>& examples = finding->examples;
            for (std::size_t i = 0; i < std::min(most, examples.size()); ++i)
                lines.append(u"%1: %2"_s.arg(QString::fromStdString(examples[i].item),
                                             QString::fromStdString(examples[i].reason)));
        }
        lines.removeAll(QString());
        return u"<p style=\"white-space: pre-wrap\">%1</p>"_s.arg(lines.join(u'\n').toHtmlEscaped());
    }
    case Qt::AccessibleTextRole:
        return u"%1: %2. %3"_s.arg(look.word, title, advice);
    case AdviceRole:
        return advice;
    case ToneRole:
        return static_cast<int>(look.tone);
    case IconRole:
        return look.iconName;
    case FindingRole:
        return place ? static_cast<int>(*place) : -1;
    default:
        return {};
    }
}

Qt::ItemFlags FindingModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    // What is well has no rows to show.
    const Qt::ItemFlags choosable = findingOf(index.row()) ? Qt::ItemIsSelectable : Qt::NoItemFlags;
    return choosable | Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
}

} // namespace vlmo::ui
