#include "core/doctor/write_own_format.h"

#include "core/base/error.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace vlmo {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t longestLine = std::size_t{1} << 20U; // As readDataset() has it.

[[noreturn]] void refuse(const std::string& problem)
{
    throw Error(ErrorKind::BadInput, problem);
}

std::string lineOf(const Json& object)
{
    std::string line;
    try {
        line = object.dump();
    } catch (const nlohmann::json::exception&) {
        refuse("it holds text that is not UTF-8");
    }
    if (line.size() > longestLine)
        refuse("its texts are longer than " + std::to_string(longestLine) + " bytes");
    return line;
}

void requireWords(const std::string& text, const char* what)
{
    if (text.find_first_not_of(" \t\r\n") == std::string::npos)
        refuse(std::string("it has an empty ") + what);
}

Json describe(const Question& question)
{
    requireWords(question.text, "question");
    Json json = {{"question", question.text}, {"answers", question.answers}};
    if (!question.kind.empty())
        json["kind"] = question.kind;
    return json;
}

void putUnlessEmpty(Json& json, const char* name, const std::string& text)
{
    if (!text.empty())
        json[name] = text;
}

} // namespace

std::string recordLine(const Record& record, const std::string& image)
{
    if (!std::isfinite(record.weight) || record.weight < 0.0)
        refuse("its weight is negative or not finite");
    for (const std::string& caption : record.captions)
        requireWords(caption, "caption");
    Json json = {{"image", image}, {"captions", record.captions}, {"split", record.split}};
    putUnlessEmpty(json, "source", record.source);
    if (record.family != record.source)
        json["family"] = record.family;
    putUnlessEmpty(json, "concept", record.concept_);
    putUnlessEmpty(json, "category", record.category);
    if (record.object)
        json["object"] = true;
    if (record.heldConcept)
        json["held_concept"] = true;
    if (record.weight != 1.0)
        json["weight"] = record.weight;
    for (const Question& question : record.questions)
        json["questions"].push_back(describe(question));
    return lineOf(json);
}

std::string statementLine(const Statement& statement, const std::string& left, const std::string& right)
{
    requireWords(statement.text, "statement");
    Json json = {{"left", left},
                 {"right", right},
                 {"statement", statement.text},
                 {"label", statement.isTrue},
                 {"split", statement.split}};
    putUnlessEmpty(json, "kind", statement.kind);
    return lineOf(json);
}

std::string descriptionText(const DatasetDescription& description, const Dataset& madeOf)
{
    Json files = {{"records", description.records}};
    putUnlessEmpty(files, "statements", description.statements);
    putUnlessEmpty(files, "texts", description.texts);
    const Json json = {{"format", "vlmo-dataset"},
                       {"version", 1},
                       {"name", description.name},
                       {"files", files},
                       {"made_from", {{"importer", madeOf.importer}, {"fingerprint", madeOf.fingerprint}}}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace vlmo
