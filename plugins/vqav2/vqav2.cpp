#include "core/base/error.h"
#include "core/data/caption_text.h"
#include "core/data/json_fields.h"
#include "core/data/json_items.h"
#include "core/data/picture_finder.h"
#include "core/data/plugin.h"
#include "core/data/record_collector.h"
#include "plugins/vqav2/answers_file.h"
#include "plugins/vqav2/question_pairs.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <unordered_set>

namespace vlmo::vqav2 {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

/// COCO's folder of pictures for a subtype: "test2015" for "test-dev2015", whose questions are about some of those.
std::string pictureSetOf(std::string subtype)
{
    if (const std::size_t place = subtype.find("-dev"); place != std::string::npos)
        subtype.erase(place, 4);
    return subtype;
}

/// The names that the picture of an id may have: those of 2014, in their folders or side by side, and those of 2017.
std::vector<std::string> pictureNames(const std::string& id, const std::string& pictureSet)
{
    constexpr std::size_t digits = 12;
    const bool isNumber =
        !id.empty() && std::all_of(id.begin(), id.end(), [](char letter) { return letter >= '0' && letter <= '9'; });
    if (!isNumber || id.size() > digits)
        throw Error(ErrorKind::BadInput, "'" + id.substr(0, 60) + "' is no id of an image of COCO");
    const std::string number = std::string(digits - id.size(), '0') + id + ".jpg";
    if (pictureSet.empty())
        return {number};
    return {"COCO_" + pictureSet + "_" + number, number};
}

/// Joins the questions of a pair of files with their answers and pictures.
class PairReader {
public:
    PairReader(const QuestionPair& pair, ImportWork& work, RecordCollector& records)
        : m_pair(pair), m_work(work), m_records(records), m_pictureSet(pictureSetOf(pair.subtype)),
          m_split(work.option("split").empty() ? splitInName(m_pictureSet) : work.option("split")),
          m_pictures(pictureFolders(work, pair.questions, {m_pictureSet, m_split, "train2017", "val2017"}))
    {
        if (m_split.empty())
            m_split = "train";
    }

    void read()
    {
        if (!m_pair.annotations.empty())
            m_annotations = readAnnotations(m_pair.annotations, m_work);
        SkippedList problems(m_work, m_pair.questions.string(), "questions");
        readJsonLists(m_pair.questions, {{"questions", [this](const JsonItem& item) { add(item.value); }}}, m_work,
                      problems);
        problems.finish();
        listStrangers();
    }

private:
    void add(const json& object)
    {
        if (!object.is_object())
            throw Error(ErrorKind::BadInput, "it is not an object");
        const std::string id = idField(object, "question_id");
        if (!m_seen.insert(id).second)
            throw Error(ErrorKind::BadInput, "there is a question " + id + " already");
        const std::string imageId = idField(object, "image_id");
        Question question;
        if (!m_pair.annotations.empty())
            takeAnswers(id, imageId, question);
        question.text = usableText(textField(object, "question"), longestCaption, "question");
        if (question.text.empty())
            throw Error(ErrorKind::BadInput, "question " + id + " is empty");
        const fs::path& image = m_pictures.findAny(pictureNames(imageId, m_pictureSet));
        m_records.at(image, m_split).questions.push_back(std::move(question));
    }

    void takeAnswers(const std::string& id, const std::string& imageId, Question& question)
    {
        const auto found = m_annotations.find(id);
        if (found == m_annotations.end())
            throw Error(ErrorKind::BadInput, "question " + id + " has no annotation");
        Annotation& annotation = found->second;
        annotation.used = true;
        if (!annotation.image.empty() && annotation.image != imageId)
            throw Error(ErrorKind::BadInput, "question " + id + " is about image " + imageId +
                                                 ", and its annotation about image " + annotation.image);
        question.answers = std::move(annotation.answers);
        question.kind = std::move(annotation.kind);
    }

    void listStrangers()
    {
        std::vector<std::string> strangers;
        for (const auto& [id, annotation] : m_annotations) {
            if (!annotation.used)
                strangers.push_back(id);
        }
        std::sort(strangers.begin(), strangers.end());
        SkippedList problems(m_work, m_pair.annotations.string(), "annotations");
        for (const std::string& id : strangers)
            problems.add(m_pair.annotations.string() + ", question " + id, "the question is not there");
        problems.finish();
    }

    const QuestionPair& m_pair;
    ImportWork& m_work;
    RecordCollector& m_records;
    std::string m_pictureSet;
    std::string m_split;
    PictureFinder m_pictures;
    Annotations m_annotations;
    std::unordered_set<std::string> m_seen;
};

/// VQAv2: questions about COCO's pictures, and the ten answers that people gave to each.
class Vqav2Importer final : public Importer {
public:
    [[nodiscard]] std::string name() const override { return "vqav2"; }

    [[nodiscard]] std::string description() const override
    {
        return "Questions about COCO's pictures with ten answers each as VQAv2 has them: files of questions and files "
               "of annotations";
    }

    [[nodiscard]] std::vector<ImporterOption> options() const override
    {
        return {imageFolderOption(),
                {"split", "The split of all questions; empty: what each file says it is about, else train", ""}};
    }

    [[nodiscard]] Detection look(const fs::path& path) const override
    {
        const Detection questions = lookForAnnotations(path, questionFiles());
        return questions.confidence > 0.0 ? questions : lookForAnnotations(path, annotationFiles());
    }

    [[nodiscard]] ImportedData read(const ImportJob& job) const override
    {
        ImportWork work(job);
        const std::vector<QuestionPair> pairs = findPairs(work);
        std::vector<fs::path> files;
        for (const QuestionPair& pair : pairs) {
            files.push_back(pair.questions);
            if (!pair.annotations.empty())
                files.push_back(pair.annotations);
        }
        work.expect(stepsToRead(files));
        RecordCollector records;
        for (const QuestionPair& pair : pairs)
            PairReader(pair, work, records).read();
        ImportedData data;
        data.records = records.take();
        data.skipped = std::move(work.skipped());
        return data;
    }
};

} // namespace
} // namespace vlmo::vqav2

VLMO_IMPORTER_PLUGIN(vlmo::vqav2::Vqav2Importer);
