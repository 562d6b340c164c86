#include "plugins/vqav2/answers_file.h"

#include "core/base/error.h"
#include "core/data/caption_text.h"
#include "core/data/json_fields.h"
#include "core/data/json_items.h"

#include <nlohmann/json.hpp>

namespace vlmo::vqav2 {
namespace {

constexpr std::size_t longestKind = 64;

Annotation annotationFrom(const nlohmann::json& object, const LeftOut& leaveOut)
{
    Annotation annotation;
    annotation.image = optionalIdField(object, "image_id");
    annotation.kind = usableText(textField(object, "answer_type"), longestKind, "answer type");
    annotation.answers = answersField(object, "answers", leaveOut);
    if (annotation.answers.empty())
        annotation.answers = answersField(object, "multiple_choice_answer", leaveOut);
    if (annotation.answers.empty())
        throw Error(ErrorKind::BadInput, "nobody answered question " + idField(object, "question_id"));
    return annotation;
}

} // namespace

Annotations readAnnotations(const std::filesystem::path& file, ImportWork& work)
{
    Annotations annotations;
    SkippedList problems(work, file.string(), "annotations");
    const JsonItemReader read = [&](const JsonItem& item) {
        if (!item.value.is_object())
            throw Error(ErrorKind::BadInput, "it is not an object");
        std::string id = idField(item.value, "question_id");
        if (annotations.count(id) > 0)
            throw Error(ErrorKind::BadInput, "question " + id + " has an annotation already");
        Annotation annotation =
            annotationFrom(item.value, [&](const std::string& reason) { problems.add(item.where(), reason); });
        annotations.emplace(std::move(id), std::move(annotation));
    };
    readJsonLists(file, {{"annotations", read}}, work, problems);
    problems.finish();
    return annotations;
}

} // namespace vlmo::vqav2
