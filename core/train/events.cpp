#include "core/train/events.h"

#include "core/base/error.h"

#include <nlohmann/json.hpp>

#include <limits>

namespace vlmo {

namespace {

using nlohmann::json;

json toJson(const StepEvent& event)
{
    return {{"event", "step"},
            {"step", event.step},
            {"steps", event.steps},
            {"loss", event.loss},
            {"measures", event.measures},
            {"learning_rate", event.learningRate},
            {"gradient_norm", event.gradientNorm},
            {"items_per_second", event.itemsPerSecond},
            {"wait_share", event.waitShare},
            {"seconds_left", event.secondsLeft},
            {"memory", event.memory},
            {"trained_seconds", event.trainedSeconds}};
}

json toJson(const EvaluationEvent& event)
{
    return {{"event", "evaluation"}, {"step", event.step}, {"split", event.split}, {"measures", event.measures}};
}

json toJson(const ExpertEvent& event)
{
    json parts = json::array();
    for (const ExpertStatistics& each : event.parts)
        parts.push_back({{"block", each.block},
                         {"part", each.part},
                         {"gradient_norm", each.gradientNorm},
                         {"update_norm", each.updateNorm},
                         {"drift", each.drift}});
    return {{"event", "experts"}, {"step", event.step}, {"parts", parts}};
}

json toJson(const SampleEvent& event)
{
    return {{"event", "sample"}, {"step", event.step}, {"kind", event.kind}, {"file", event.file}};
}

json toJson(const CheckpointEvent& event)
{
    return {{"event", "checkpoint"}, {"step", event.step}, {"folder", event.folder}};
}

/// The fields of one object of a line, with their types checked.
class Fields {
public:
    explicit Fields(const json& object) : m_object(object)
    {
        if (!object.is_object())
            refuse("is no JSON object");
    }

    [[nodiscard]] double number(const char* key) const
    {
        const json* value = find(key);
        return value == nullptr ? 0.0 : asNumber(*value, key);
    }

    [[nodiscard]] std::int64_t whole(const char* key) const
    {
        const json* value = find(key);
        return value == nullptr ? 0 : asCount(*value, key);
    }

    [[nodiscard]] std::int64_t step() const
    {
        const json* value = find("step");
        if (value == nullptr)
            refuse("has no 'step'");
        return asCount(*value, "step");
    }

    [[nodiscard]] std::string text(const char* key) const
    {
        const json* value = find(key);
        if (value == nullptr)
            return {};
        if (!value->is_string())
            refuse(std::string("says '") + key + "' where a text belongs");
        return value->get<std::string>();
    }

    [[nodiscard]] Measures measures() const
    {
        Measures measures;
        const json* value = find("measures");
        if (value == nullptr)
            return measures;
        if (!value->is_object())
            refuse("says 'measures' where an object belongs");
        for (const auto& [name, each] : value->items())
            measures.emplace_hint(measures.end(), name, asNumber(each, name));
        return measures;
    }

    [[nodiscard]] const json* array(const char* key) const
    {
        const json* value = find(key);
        if (value != nullptr && !value->is_array())
            refuse(std::string("says '") + key + "' where a list belongs");
        return value;
    }

    [[noreturn]] static void refuse(const std::string& problem) { throw Error(ErrorKind::BadInput, problem); }

private:
    [[nodiscard]] const json* find(const char* key) const
    {
        const auto found = m_object.find(key);
        return found == m_object.end() ? nullptr : &*found;
    }

    static double asNumber(const json& value, const std::string& key)
    {
        if (value.is_null())
            return std::numeric_limits<double>::quiet_NaN();
        if (!value.is_number())
            refuse("says '" + key + "' where a number belongs");
        return value.get<double>();
    }

    static std::int64_t asCount(const json& value, const char* key)
    {
        // The library reads a number without a sign as unsigned, so what is negative or too large shows by its type.
        if (!value.is_number_unsigned() ||
            value.get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
            refuse(std::string("says '") + key + "' where a count belongs");
        return value.get<std::int64_t>();
    }

    const json& m_object;
};

StepEvent stepFrom(const Fields& fields)
{
    StepEvent event;
    event.step = fields.step();
    event.steps = fields.whole("steps");
    event.loss = fields.number("loss");
    event.measures = fields.measures();
    event.learningRate = fields.number("learning_rate");
    event.gradientNorm = fields.number("gradient_norm");
    event.itemsPerSecond = fields.number("items_per_second");
    event.waitShare = fields.number("wait_share");
    event.secondsLeft = fields.number("seconds_left");
    event.memory = fields.whole("memory");
    event.trainedSeconds = fields.number("trained_seconds");
    return event;
}

ExpertEvent expertsFrom(const Fields& fields)
{
    ExpertEvent event{fields.step(), {}};
    if (const json* parts = fields.array("parts"))
        for (const json& each : *parts) {
            const Fields part(each);
            event.parts.push_back({part.whole("block"), part.text("part"), part.number("gradient_norm"),
                                   part.number("update_norm"), part.number("drift")});
        }
    return event;
}

/// Nothing when the line is no JSON.
json parsed(std::string_view line)
{
    return json::parse(line, nullptr, /*allow_exceptions=*/false);
}

} // namespace

std::string eventToJson(const RunEvent& event)
{
    // A file's name need not be UTF-8; a replacement character is better than no event.
    return std::visit(
        [](const auto& each) { return toJson(each).dump(-1, ' ', false, json::error_handler_t::replace); }, event);
}

RunEvent eventFromJson(std::string_view line)
{
    const json object = parsed(line);
    const Fields fields(object);
    const std::string kind = fields.text("event");
    if (kind == "step")
        return stepFrom(fields);
    if (kind == "evaluation")
        return EvaluationEvent{fields.step(), fields.text("split"), fields.measures()};
    if (kind == "experts")
        return expertsFrom(fields);
    if (kind == "sample")
        return SampleEvent{fields.step(), fields.text("kind"), fields.text("file")};
    if (kind == "checkpoint")
        return CheckpointEvent{fields.step(), fields.text("folder")};
    Fields::refuse(kind.empty() ? "has no 'event'" : "is of the unknown kind '" + kind + "'");
}

std::string eventSchemaLine()
{
    return json{{"event", "schema"}, {"version", kEventSchema}}.dump();
}

void checkEventSchema(std::string_view line, const std::string& source)
{
    const json object = parsed(line);
    const auto version =
        object.is_object() && object.value("event", json()) == "schema" ? object.find("version") : object.end();
    if (version == object.end() || !version->is_number_unsigned())
        throw Error(ErrorKind::BadInput, source + " does not begin with the version of its schema, so its lines cannot "
                                                  "be understood; an older program may have written it");
    if (version->get<std::uint64_t>() > kEventSchema)
        throw Error(ErrorKind::Incompatible, source + " was written by a newer version of this program (schema " +
                                                 std::to_string(version->get<std::uint64_t>()) + ", this one reads " +
                                                 std::to_string(kEventSchema) + "); update to read it");
}

std::int64_t stepOf(const RunEvent& event)
{
    return std::visit([](const auto& each) { return each.step; }, event);
}

} // namespace vlmo
