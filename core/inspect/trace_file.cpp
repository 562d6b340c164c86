#include "core/inspect/trace_file.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/checkpoint/json_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <map>
#include <utility>

namespace vlmo {
namespace {

// Keeps the order of insertion, so that the schema version comes first, and prints float32 in as few digits as it
// needs.
using OrderedJson =
    nlohmann::basic_json<nlohmann::ordered_map, std::vector, std::string, bool, std::int64_t, std::uint64_t, float>;
using nlohmann::json;

constexpr std::int64_t schemaVersion = 1;
constexpr const char* formatName = "vlmo-trace";
constexpr std::uintmax_t largestFile = 32U << 20U;
// Far beyond any model, and small enough that no product of sizes overflows.
constexpr std::int64_t mostBlocks = 10'000;
constexpr std::int64_t largestGrid = 10'000;

constexpr std::array<std::pair<TraceMode, const char*>, 3> modes{
    {{TraceMode::Image, "image"}, {TraceMode::Text, "text"}, {TraceMode::Fused, "fused"}}};

constexpr std::array<std::pair<TraceToken::Kind, const char*>, 3> kinds{
    {{TraceToken::Kind::Word, "word"}, {TraceToken::Kind::ImageCls, "image_cls"}, {TraceToken::Kind::Patch, "patch"}}};

constexpr std::array<std::pair<const char*, float TraceCell::*>, 7> measures{{
    {"residual_norm", &TraceCell::residualNorm},
    {"attention_update", &TraceCell::attentionUpdate},
    {"expert_update", &TraceCell::expertUpdate},
    {"attention_relative", &TraceCell::attentionRelative},
    {"expert_relative", &TraceCell::expertRelative},
    {"expert_cosine", &TraceCell::expertCosine},
    {"cosine_to_final", &TraceCell::cosineToFinal},
}};

template <typename Value, std::size_t count>
const char* nameOf(const std::array<std::pair<Value, const char*>, count>& names, Value value)
{
    return std::find_if(names.begin(), names.end(), [value](const auto& entry) { return entry.first == value; })
        ->second;
}

/// What is wrong with the parts of a trace taken together; empty when nothing is.
std::string problemOf(const Trace& trace)
{
    if (trace.blocks < 1 || trace.blocks > mostBlocks)
        return std::to_string(trace.blocks) + " blocks are none that a model can have";
    if (trace.vlStart < 0 || trace.vlStart > trace.blocks)
        return "the fused blocks cannot start at " + std::to_string(trace.vlStart) + " of " +
               std::to_string(trace.blocks);
    if (trace.grid < 0 || trace.grid > largestGrid)
        return "a grid of " + std::to_string(trace.grid) + " patches a side is none that a model can have";
    if (trace.tokens.empty())
        return "there is no token";
    std::int64_t patches = 0;
    for (const TraceToken& token : trace.tokens) {
        const bool isWord = token.kind == TraceToken::Kind::Word;
        if (isWord ? trace.mode == TraceMode::Image : trace.mode == TraceMode::Text)
            return std::string("a token of the kind ") + nameOf(kinds, token.kind) + " does not belong into the mode " +
                   nameOf(modes, trace.mode);
        if (token.kind != TraceToken::Kind::Patch)
            continue;
        ++patches;
        if (token.row < 0 || token.row >= trace.grid || token.column < 0 || token.column >= trace.grid)
            return "a patch at row " + std::to_string(token.row) + ", column " + std::to_string(token.column) +
                   " lies outside the grid of " + std::to_string(trace.grid) + " a side";
    }
    if (patches != std::int64_t{trace.grid} * trace.grid)
        return std::to_string(patches) + " patches do not fill a grid of " + std::to_string(trace.grid) + " a side";
    if (trace.cells.size() != static_cast<std::size_t>(trace.blocks) * trace.tokens.size())
        return std::to_string(trace.cells.size()) + " cells do not fit " + std::to_string(trace.blocks) +
               " blocks of " + std::to_string(trace.tokens.size()) + " tokens";
    for (const TraceCell& cell : trace.cells) {
        for (const auto& [name, member] : measures) {
            if (!std::isfinite(cell.*member))
                return std::string("a value of ") + name + " is not a finite number";
        }
    }
    return {};
}

OrderedJson tokenToJson(const TraceToken& token)
{
    OrderedJson result{{"kind", nameOf(kinds, token.kind)}};
    if (token.kind == TraceToken::Kind::Word)
        result["text"] = token.text;
    if (token.kind == TraceToken::Kind::Patch) {
        result["row"] = token.row;
        result["column"] = token.column;
    }
    return result;
}

void putExperts(const Trace& trace, OrderedJson& document)
{
    std::map<std::string, std::size_t> places;
    OrderedJson names = OrderedJson::array();
    OrderedJson experts = OrderedJson::array();
    for (const TraceCell& cell : trace.cells) {
        const auto [place, isNew] = places.try_emplace(cell.expert, places.size());
        if (isNew)
            names.push_back(cell.expert);
        experts.push_back(place->second);
    }
    document["expert_names"] = std::move(names);
    document["experts"] = std::move(experts);
}

/// Reads one JSON object whose mistakes are reported with the name of the file.
class Fields {
public:
    Fields(const json& object, const std::string& source) : m_object(object), m_source(source)
    {
        if (!object.is_object())
            refuse("is not a trace: a JSON object was expected");
    }

    [[noreturn]] void refuse(const std::string& reason) const
    {
        throw Error(ErrorKind::BadInput, m_source + " " + reason);
    }

    [[nodiscard]] const json& field(const std::string& key) const
    {
        const auto place = m_object.find(key);
        if (place == m_object.end())
            refuse("is not a whole trace: \"" + key + "\" is missing");
        return *place;
    }

    [[nodiscard]] std::string text(const std::string& key) const
    {
        const json& value = field(key);
        if (!value.is_string())
            refuse("has a \"" + key + "\" that is not a text");
        return value.get<std::string>();
    }

    [[nodiscard]] std::int64_t integer(const std::string& key, std::int64_t most) const
    {
        const json& value = field(key);
        // Compared as unsigned where it is, since such a number may be beyond the signed range.
        if (!value.is_number_integer() || (value.is_number_unsigned() ? value.get<std::uint64_t>() > std::uint64_t(most)
                                                                      : value.get<std::int64_t>() < 0))
            refuse("has a \"" + key + "\" that is not a whole number from 0 to " + std::to_string(most));
        return value.get<std::int64_t>();
    }

    [[nodiscard]] const json& list(const std::string& key) const
    {
        const json& value = field(key);
        if (!value.is_array())
            refuse("has a \"" + key + "\" that is not a list");
        return value;
    }

    [[nodiscard]] std::vector<std::string> texts(const std::string& key) const
    {
        std::vector<std::string> result;
        for (const json& value : list(key)) {
            if (!value.is_string())
                refuse("has a list \"" + key + "\" with an entry that is not a text");
            result.push_back(value.get<std::string>());
        }
        return result;
    }

    template <typename Value, std::size_t count>
    [[nodiscard]] Value choice(const std::string& key,
                               const std::array<std::pair<Value, const char*>, count>& names) const
    {
        const std::string name = text(key);
        for (const auto& [value, known] : names) {
            if (name == known)
                return value;
        }
        refuse("has an unknown \"" + key + "\": " + name);
    }

private:
    const json& m_object;
    const std::string& m_source;
};

void requireSchema(const Fields& fields)
{
    const json& version = fields.field("schema_version");
    if (fields.text("format") != formatName)
        fields.refuse("is not a trace: its format is \"" + fields.text("format") + "\"");
    if (version != schemaVersion)
        fields.refuse("is a trace of schema " + version.dump() + ", but this program reads schema " +
                      std::to_string(schemaVersion));
}

TraceToken tokenFromJson(const json& value, const std::string& source)
{
    const Fields fields(value, source);
    TraceToken token;
    token.kind = fields.choice("kind", kinds);
    if (token.kind == TraceToken::Kind::Word)
        token.text = fields.text("text");
    if (token.kind == TraceToken::Kind::Patch) {
        token.row = static_cast<int>(fields.integer("row", largestGrid));
        token.column = static_cast<int>(fields.integer("column", largestGrid));
    }
    return token;
}

const json& listForCells(const Fields& fields, const std::string& key, std::size_t cells)
{
    const json& list = fields.list(key);
    if (list.size() != cells)
        fields.refuse("has " + std::to_string(list.size()) + " values in \"" + key + "\" where its blocks and tokens " +
                      "ask for " + std::to_string(cells));
    return list;
}

std::vector<TraceCell> cellsFromJson(const Fields& fields, const std::string& source, std::size_t count)
{
    // Checked before the cells are made, so that memory follows the file and not its claims.
    const json& experts = listForCells(fields, "experts", count);
    const std::vector<std::string> names = fields.texts("expert_names");
    std::vector<TraceCell> cells(count);
    for (std::size_t i = 0; i < count; ++i) {
        if (!experts[i].is_number_unsigned() || experts[i].get<std::uint64_t>() >= names.size())
            fields.refuse("names an expert that is not in its list: " + experts[i].dump());
        cells[i].expert = names[experts[i].get<std::size_t>()];
    }
    const Fields table(fields.field("measures"), source);
    for (const auto& [name, member] : measures) {
        const json& values = listForCells(table, name, count);
        for (std::size_t i = 0; i < count; ++i) {
            if (!values[i].is_number())
                fields.refuse(std::string("has a value of \"") + name + "\" that is not a number");
            cells[i].*member = static_cast<float>(values[i].get<double>());
        }
    }
    return cells;
}

} // namespace

std::string traceToJson(const Trace& trace)
{
    if (const std::string problem = problemOf(trace); !problem.empty())
        throw Error(ErrorKind::InvalidArgument, "the trace cannot be written: " + problem);
    OrderedJson document{{"schema_version", schemaVersion},
                         {"format", formatName},
                         {"mode", nameOf(modes, trace.mode)},
                         {"model", OrderedJson{{"name", trace.modelName}, {"fingerprint", trace.modelFingerprint}}},
                         {"image", trace.imageName},
                         {"sentence", trace.sentence},
                         {"interventions", trace.interventions},
                         {"blocks", trace.blocks},
                         {"vl_start", trace.vlStart},
                         {"grid", trace.grid}};
    OrderedJson tokens = OrderedJson::array();
    for (const TraceToken& token : trace.tokens)
        tokens.push_back(tokenToJson(token));
    document["tokens"] = std::move(tokens);
    putExperts(trace, document);
    OrderedJson table = OrderedJson::object();
    for (const auto& [name, member] : measures) {
        OrderedJson values = OrderedJson::array();
        for (const TraceCell& cell : trace.cells)
            values.push_back(cell.*member);
        table[name] = std::move(values);
    }
    document["measures"] = std::move(table);
    // A file name or a sentence may hold bytes that are not UTF-8, which JSON cannot carry.
    return document.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

Trace traceFromJson(std::string_view text, const std::string& source)
{
    constexpr std::size_t deepest = 4;
    const json document = parseJson(text, source, deepest);
    const Fields fields(document, source);
    requireSchema(fields);
    Trace trace;
    trace.mode = fields.choice("mode", modes);
    const Fields model(fields.field("model"), source);
    trace.modelName = model.text("name");
    trace.modelFingerprint = model.text("fingerprint");
    trace.imageName = fields.text("image");
    trace.sentence = fields.text("sentence");
    trace.interventions = fields.texts("interventions");
    trace.blocks = fields.integer("blocks", mostBlocks);
    trace.vlStart = fields.integer("vl_start", mostBlocks);
    trace.grid = static_cast<int>(fields.integer("grid", largestGrid));
    for (const json& token : fields.list("tokens"))
        trace.tokens.push_back(tokenFromJson(token, source));
    trace.cells = cellsFromJson(fields, source, static_cast<std::size_t>(trace.blocks) * trace.tokens.size());
    if (const std::string problem = problemOf(trace); !problem.empty())
        fields.refuse("contradicts itself: " + problem);
    return trace;
}

void writeTrace(const std::filesystem::path& file, const Trace& trace)
{
    writeFileAtomically(file, traceToJson(trace));
}

Trace readTrace(const std::filesystem::path& file)
{
    return traceFromJson(readFile(file, largestFile), file.string());
}

} // namespace vlmo
