#include "plugins/vqav2/question_pairs.h"

#include "core/base/error.h"
#include "core/data/json_glimpse.h"

#include <algorithm>
#include <system_error>

namespace vlmo::vqav2 {
namespace fs = std::filesystem;
namespace {

std::string subtypeOf(const fs::path& file)
{
    const JsonGlimpse seen = glimpseJson(file);
    const auto said = seen.texts.find("data_subtype");
    return said == seen.texts.end() ? splitWordIn(file.stem().string()) : said->second;
}

struct Files {
    std::vector<fs::path> questions;
    std::vector<fs::path> annotations;
};

/// The questions and annotations of a folder and of what may lie in it. `work` hears of files that are neither.
Files filesOf(const fs::path& folder, ImportWork* work)
{
    std::vector<fs::path> all = filesEnding(folder, {".json"});
    for (const char* below : {"questions", "annotations"}) {
        const std::vector<fs::path> more = filesEnding(folder / below, {".json"});
        all.insert(all.end(), more.begin(), more.end());
    }
    Files files;
    for (const fs::path& file : all) {
        if (questionFiles().fits(file))
            files.questions.push_back(file);
        else if (annotationFiles().fits(file))
            files.annotations.push_back(file);
        else if (work != nullptr)
            work->skip(file.string(), "it holds neither questions nor annotations of VQAv2");
    }
    return files;
}

/// The files of a path that is one of them, and what lies beside it, or beside its folder.
Files filesBeside(const fs::path& file)
{
    const std::string subtype = subtypeOf(file);
    Files files = filesOf(file.parent_path(), nullptr);
    for (std::vector<fs::path>* list : {&files.questions, &files.annotations}) {
        list->erase(std::remove_if(list->begin(), list->end(),
                                   [&](const fs::path& other) { return subtypeOf(other) != subtype; }),
                    list->end());
    }
    if (!annotationFiles().fits(file))
        files.questions = {file};
    else
        files.annotations = {file};
    return files;
}

} // namespace

AnnotationKind questionFiles()
{
    return {{".json"}, {"questions", "annotations"}, "questions of VQAv2", [](const fs::path& file) {
                const JsonGlimpse seen = glimpseJson(file);
                return seen.has("questions[].question_id") && seen.has("questions[].image_id");
            }};
}

AnnotationKind annotationFiles()
{
    return {{".json"}, {"annotations"}, "annotations of VQAv2", [](const fs::path& file) {
                return glimpseJson(file).has("annotations[].question_id");
            }};
}

std::vector<QuestionPair> findPairs(ImportWork& work)
{
    std::error_code code;
    Files files = fs::is_directory(work.path(), code) ? filesOf(work.path(), &work) : filesBeside(work.path());
    if (files.questions.empty())
        throw Error(ErrorKind::BadInput, "there are no questions of VQAv2 in or beside " + work.path().string());
    std::vector<QuestionPair> pairs;
    const bool isAlone = files.questions.size() == 1 && files.annotations.size() == 1;
    for (const fs::path& questions : files.questions) {
        QuestionPair pair{questions, {}, subtypeOf(questions)};
        const auto found = std::find_if(files.annotations.begin(), files.annotations.end(), [&](const fs::path& file) {
            return isAlone || (!pair.subtype.empty() && subtypeOf(file) == pair.subtype);
        });
        if (found != files.annotations.end()) {
            pair.annotations = *found;
            files.annotations.erase(found);
        }
        pairs.push_back(std::move(pair));
    }
    for (const fs::path& file : files.annotations)
        work.skip(file.string(), "there are no questions for these annotations");
    return pairs;
}

} // namespace vlmo::vqav2
