#include "core/doctor/dataset_counts.h"

#include <system_error>

namespace vlmo {
namespace fs = std::filesystem;

std::map<std::string, SplitCounts> countBySplit(const Dataset& dataset)
{
    std::map<std::string, SplitCounts> splits;
    for (const Record& record : dataset.records) {
        SplitCounts& split = splits[record.split];
        ++split.pictures;
        split.captions += std::ssize(record.captions);
        split.questions += std::ssize(record.questions);
        for (const Question& question : record.questions)
            split.answers += std::ssize(question.answers);
        if (!record.category.empty())
            ++split.classes[record.category];
    }
    for (const Statement& statement : dataset.statements) {
        SplitCounts& split = splits[statement.split];
        ++split.statements;
        split.trueStatements += statement.isTrue ? 1 : 0;
    }
    for (const auto& [name, corpus] : dataset.texts)
        splits[name].texts += static_cast<std::int64_t>(corpus.size());
    return splits;
}

std::string shownPath(const Dataset& dataset, const fs::path& file)
{
    std::error_code code;
    const fs::path root = fs::is_directory(dataset.folder, code) ? dataset.folder : dataset.folder.parent_path();
    const fs::path relative = file.lexically_relative(root);
    return relative.empty() || *relative.begin() == ".." ? file.string() : relative.string();
}

} // namespace vlmo
