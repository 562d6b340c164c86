#include "ui/data/data_kind.h"

#include "ui/training/run_look.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>

namespace vlmo::ui {

namespace {

struct KindTexts {
    Q_DECLARE_TR_FUNCTIONS(DataKind)
};

std::uint32_t small(std::size_t number)
{
    return static_cast<std::uint32_t>(number);
}

std::vector<DataRow> rowsOfRecords(const Dataset& dataset)
{
    std::vector<DataRow> rows;
    rows.reserve(dataset.records.size());
    for (std::size_t i = 0; i < dataset.records.size(); ++i)
        rows.push_back({small(i), small(i), 0});
    return rows;
}

std::vector<DataRow> rowsOfQuestions(const Dataset& dataset)
{
    std::vector<DataRow> rows;
    for (std::size_t i = 0; i < dataset.records.size(); ++i) {
        for (std::size_t text = 0; text < dataset.records[i].questions.size(); ++text)
            rows.push_back({small(rows.size()), small(i), small(text)});
    }
    return rows;
}

} // namespace

DataKind dataKindOf(const std::string& task)
{
    if (task == "finetune-vqa")
        return DataKind::Questions;
    if (task == "finetune-nlvr2")
        return DataKind::Statements;
    return task == "finetune-classify" ? DataKind::Classes : DataKind::Captions;
}

std::vector<DataRow> rowsOf(const Dataset& dataset, DataKind kind)
{
    const auto any = [&](const auto& has) { return std::ranges::any_of(dataset.records, has); };
    std::vector<DataRow> rows;
    switch (kind) {
    case DataKind::Questions:
        return rowsOfQuestions(dataset);
    case DataKind::Statements:
        for (std::size_t i = 0; i < dataset.statements.size(); ++i)
            rows.push_back({small(i), small(i), 0});
        return rows;
    case DataKind::Captions: // Pictures without one are shown where others have them.
        return any([](const Record& record) { return !record.captions.empty(); }) ? rowsOfRecords(dataset) : rows;
    case DataKind::Classes:
        return any([](const Record& record) { return !record.category.empty(); }) ? rowsOfRecords(dataset) : rows;
    }
    return rows;
}

const std::string& splitOf(const Dataset& dataset, DataKind kind, const DataRow& row)
{
    return kind == DataKind::Statements ? dataset.statements[row.index].split : dataset.records[row.index].split;
}

QString countsText(const Dataset& dataset, DataKind kind, std::size_t rows)
{
    const QString count = countText(static_cast<std::int64_t>(rows));
    const int plural = static_cast<int>(rows);
    switch (kind) {
    case DataKind::Captions: {
        std::int64_t captions = 0;
        for (const Record& record : dataset.records)
            captions += std::ssize(record.captions);
        return KindTexts::tr("%1 picture(s), %2", nullptr, plural)
            .arg(count, KindTexts::tr("%1 caption(s)", nullptr, static_cast<int>(captions)).arg(countText(captions)));
    }
    case DataKind::Questions:
        return KindTexts::tr("%1 question(s)", nullptr, plural).arg(count);
    case DataKind::Statements:
        return KindTexts::tr("%1 statement(s)", nullptr, plural).arg(count);
    case DataKind::Classes:
        break;
    }
    std::set<std::string> classes;
    for (const Record& record : dataset.records) {
        if (!record.category.empty())
            classes.insert(record.category);
    }
    return KindTexts::tr("%1 picture(s), %2", nullptr, plural)
        .arg(count, KindTexts::tr("%1 class(es)", nullptr, static_cast<int>(classes.size()))
                        .arg(countText(std::ssize(classes))));
}

QString missingText(const QString& dataset, DataKind kind)
{
    switch (kind) {
    case DataKind::Captions:
        return KindTexts::tr("%1 has no captions. Retrieval learns from pictures with sentences: a table with the "
                             "columns image and caption, text files of the pictures' names, or COCO's captions.")
            .arg(dataset);
    case DataKind::Questions:
        return KindTexts::tr("%1 has no questions. Answering is learnt from pictures with questions and answers: "
                             "VQAv2's two files, or a JSON list with image, question and answers.")
            .arg(dataset);
    case DataKind::Statements:
        return KindTexts::tr("%1 has no statements. Two pictures are compared by sentences that are true or false of "
                             "them: NLVR2's JSON lines with their pictures.")
            .arg(dataset);
    case DataKind::Classes:
        break;
    }
    return KindTexts::tr("%1 has no classes. Pictures are told apart by a folder for each class, or by a column "
                         "label in a table or JSON list.")
        .arg(dataset);
}

} // namespace vlmo::ui
