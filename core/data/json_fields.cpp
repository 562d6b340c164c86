#include "core/data/json_fields.h"

#include "core/base/error.h"
#include "core/data/caption_text.h"

#include <nlohmann/json.hpp>

namespace vlmo {
namespace {

using nlohmann::json;

[[noreturn]] void refuse(const std::string& problem)
{
    throw Error(ErrorKind::BadInput, problem);
}

const json* find(const json& object, const char* name)
{
    const auto field = object.find(name);
    return field == object.end() || field->is_null() ? nullptr : &*field;
}

std::string answerText(const json& answer)
{
    if (answer.is_string())
        return usableText(answer.get_ref<const std::string&>(), longestCaption, "answer");
    if (answer.is_boolean())
        return answer.get<bool>() ? "yes" : "no";
    if (answer.is_number())
        return answer.dump();
    refuse("an answer is not a text");
}

} // namespace

std::string textField(const json& object, const char* name, const std::string& fallback)
{
    const json* const field = find(object, name);
    if (field == nullptr)
        return fallback;
    if (!field->is_string())
        refuse(std::string("'") + name + "' is not a text");
    return field->get<std::string>();
}

std::string optionalIdField(const json& object, const char* name)
{
    const json* const field = find(object, name);
    if (field == nullptr)
        return {};
    if (field->is_number_integer())
        return field->dump();
    if (!field->is_string() || field->get_ref<const std::string&>().empty())
        refuse(std::string("'") + name + "' is neither a whole number nor a text");
    return field->get<std::string>();
}

std::string idField(const json& object, const char* name)
{
    std::string id = optionalIdField(object, name);
    if (id.empty())
        refuse(std::string("'") + name + "' is missing");
    return id;
}

std::vector<json> listField(const json& object, const char* name)
{
    const json* const field = find(object, name);
    if (field == nullptr)
        return {};
    if (!field->is_array())
        return {*field};
    return {field->begin(), field->end()};
}

std::vector<std::string> answersField(const json& object, const char* name, const LeftOut& leaveOut)
{
    std::vector<std::string> answers;
    for (const json& answer : listField(object, name)) {
        try {
            std::string text = answerText(answer.is_object() && answer.contains("answer") ? answer["answer"] : answer);
            if (!text.empty())
                answers.push_back(std::move(text));
        } catch (const Error& error) {
            leaveOut(error.what());
        }
    }
    return answers;
}

} // namespace vlmo
