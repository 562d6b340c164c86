#include "core/data/json_record.h"

#include "core/base/error.h"
#include "core/data/caption_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <initializer_list>

namespace vlmo {
namespace {

using nlohmann::json;

constexpr std::size_t longestClass = 256;
constexpr std::size_t mostQuestions = 1024; ///< Of one picture in one object.

/// The first of the members that is there.
const char* firstOf(const json& object, std::initializer_list<const char*> names)
{
    for (const char* name : names) {
        if (const auto field = object.find(name); field != object.end() && !field->is_null())
            return name;
    }
    return nullptr;
}

const json& captionIn(const json& item)
{
    const char* const name = item.is_object() ? firstOf(item, {"raw", "caption", "text"}) : nullptr;
    const json& text = name == nullptr ? item : item[name];
    if (!text.is_string())
        throw Error(ErrorKind::BadInput, "a caption is not a text");
    return text;
}

void readCaptions(const json& object, std::vector<std::string>& captions, const LeftOut& leaveOut)
{
    const char* const name = firstOf(object, {"captions", "caption", "texts", "text", "sentences"});
    if (name == nullptr)
        return;
    for (const json& item : listField(object, name)) {
        try {
            addCaption(captions, usableCaption(captionIn(item).get_ref<const std::string&>()));
        } catch (const Error& error) {
            leaveOut(error.what());
        }
    }
}

void readQuestion(const json& object, std::vector<Question>& questions, const LeftOut& leaveOut)
{
    try {
        if (!object.is_object())
            throw Error(ErrorKind::BadInput, "a question is not an object");
        Question question;
        question.text = usableText(textField(object, "question"), longestCaption, "question");
        if (question.text.empty())
            throw Error(ErrorKind::BadInput, "a question is empty");
        if (questions.size() == mostQuestions)
            throw Error(ErrorKind::BadInput, "the picture has " + std::to_string(mostQuestions) + " questions already");
        question.answers = answersField(object, firstOf(object, {"answers"}) ? "answers" : "answer", leaveOut);
        if (const char* const kind = firstOf(object, {"kind", "answer_type"}))
            question.kind = usableText(textField(object, kind), longestClass, "kind");
        questions.push_back(std::move(question));
    } catch (const Error& error) {
        leaveOut(error.what());
    }
}

} // namespace

RecordFields readRecordFields(const json& object, const LeftOut& leaveOut)
{
    RecordFields fields;
    if (const char* const name =
            firstOf(object, {"image", "file_name", "filename", "image_path", "filepath", "path", "file"}))
        fields.image = textField(object, name);
    readCaptions(object, fields.captions, leaveOut);
    if (object.contains("question"))
        readQuestion(object, fields.questions, leaveOut);
    if (object.contains("questions")) {
        for (const json& question : listField(object, "questions"))
            readQuestion(question, fields.questions, leaveOut);
    }
    if (const char* const name = firstOf(object, {"category", "label", "class"}))
        fields.category = usableText(optionalIdField(object, name), longestClass, "class");
    fields.split = usableText(textField(object, "split"), longestSplit, "split");
    return fields;
}

} // namespace vlmo
