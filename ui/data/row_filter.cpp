#include "ui/data/row_filter.h"

#include "core/base/error.h"

#include <algorithm>

namespace vlmo::ui {

namespace {

bool has(const std::string& text, const QString& words)
{
    return QString::fromStdString(text).contains(words, Qt::CaseInsensitive);
}

bool hasWords(const Dataset& dataset, DataKind kind, const DataRow& row, const QString& words)
{
    const auto inText = [&words](const std::string& text) { return has(text, words); };
    if (kind == DataKind::Statements) {
        const Statement& statement = dataset.statements[row.index];
        return inText(statement.text) || inText(statement.left.filename().string()) ||
               inText(statement.right.filename().string());
    }
    const Record& record = dataset.records[row.index];
    if (inText(record.image.filename().string()))
        return true;
    if (kind == DataKind::Captions)
        return std::ranges::any_of(record.captions, inText);
    if (kind == DataKind::Classes)
        return inText(record.category);
    const Question& question = record.questions[row.text];
    return inText(question.text) || std::ranges::any_of(question.answers, inText);
}

bool passes(const Dataset& dataset, const DatasetCheck* check, DataKind kind, const RowFilter& filter,
            const DataRow& row)
{
    if (filter.split && splitOf(dataset, kind, row) != *filter.split)
        return false;
    if (filter.withFindings || filter.finding) {
        if (check == nullptr)
            return false;
        const std::vector<std::uint32_t> items = check->itemsOf(dataset, kind, row);
        const bool isMeant = !filter.finding || std::ranges::any_of(items, [&](std::uint32_t item) {
            return check->items()[item].finding == *filter.finding;
        });
        if (items.empty() || !isMeant)
            return false;
    }
    return filter.words.isEmpty() || hasWords(dataset, kind, row, filter.words);
}

} // namespace

std::vector<DataRow> filteredRows(const Dataset& dataset, const DatasetCheck* check, DataKind kind,
                                  const RowFilter& filter, const std::stop_token& stop)
{
    constexpr std::size_t rowsAtOnce = 4'096;
    std::vector<DataRow> rows = rowsOf(dataset, kind);
    if (filter.isEmpty())
        return rows;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i % rowsAtOnce == 0 && stop.stop_requested())
            throw Error(ErrorKind::Cancelled, "another filter was chosen");
        if (passes(dataset, check, kind, filter, rows[i]))
            rows[kept++] = rows[i];
    }
    rows.resize(kept);
    return rows;
}

} // namespace vlmo::ui
