#include "app/cli/libraries.h"
#include "app/cli/models.h"
#include "app/cli/table.h"
#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>
#include <ostream>

namespace vlmo::cli {
namespace {

using Json = nlohmann::ordered_json;
using Vector = std::vector<float>;

struct QueryArguments {
    std::string library;
    std::optional<std::string> model;
    std::string sentence;
    std::string image;
    std::size_t limit = 10;
};

/// A picture and a sentence ask together by the sum of their vectors.
Vector sumOfUnitVectors(const std::vector<Vector>& vectors)
{
    Vector sum(vectors.front().size(), 0.0F);
    for (const Vector& vector : vectors)
        std::transform(sum.begin(), sum.end(), vector.begin(), sum.begin(), std::plus<>());
    const float norm = std::sqrt(std::inner_product(sum.begin(), sum.end(), sum.begin(), 0.0F));
    if (norm > 0.0F)
        std::transform(sum.begin(), sum.end(), sum.begin(), [norm](float value) { return value / norm; });
    return sum;
}

Vector queryVector(Engine& engine, Branch branch, const QueryArguments& arguments)
{
    std::vector<Vector> parts;
    if (!arguments.sentence.empty())
        parts.push_back(engine.embedTexts({&arguments.sentence, 1}, branch).front());
    if (!arguments.image.empty()) {
        const RgbImage picture = readPicture(engine, arguments.image);
        parts.push_back(engine.embedImages({&picture, 1}, branch).front());
    }
    return parts.size() == 1 ? parts.front() : sumOfUnitVectors(parts);
}

Json describe(const ScoreDistribution& scores)
{
    return {{"mean", scores.mean},
            {"deviation", scores.deviation},
            {"lowest", scores.lowest},
            {"highest", scores.highest},
            {"histogram", scores.histogram}};
}

void search(const CommandLine& line, const QueryArguments& arguments)
{
    if (arguments.sentence.empty() && arguments.image.empty())
        throw Error(ErrorKind::InvalidArgument, "there is nothing to search for: give a sentence or --image");
    const Library library = Library::open(libraryFile(arguments.library));
    Engine engine = openEngineOf(library, arguments.model, line.options());
    const SearchResult result = library.search(queryVector(engine, library.stats().branch, arguments), arguments.limit);

    Json hits = Json::array();
    for (const SearchHit& hit : result.hits) {
        hits.push_back({{"id", hit.id},
                        {"file", hit.file.string()},
                        {"caption", hit.caption},
                        {"score", hit.score},
                        {"z_score", hit.zScore}});
    }
    const Json json = {{"library", library.file().string()}, {"sentence", arguments.sentence},
                       {"image", arguments.image},           {"hits", hits},
                       {"scores", describe(result.scores)},  {"seconds", result.seconds}};
    line.print(json, [&](std::ostream& out) {
        Table table{Table::Align::Right, Table::Align::Right, Table::Align::Left, Table::Align::Left};
        for (const SearchHit& hit : result.hits) {
            table.add({fixed(static_cast<double>(hit.score)), "z " + fixed(static_cast<double>(hit.zScore), 1),
                       hit.caption, hit.file.string()});
        }
        table.print(out);
        if (result.hits.empty())
            out << "the library has no pictures yet; 'vlmo library add' adds a folder\n";
    });
}

void captions(const CommandLine& line, const QueryArguments& arguments)
{
    Library library = Library::open(libraryFile(arguments.library));
    Engine engine = openEngineOf(library, arguments.model, line.options());
    const std::vector<CaptionHit> hits =
        library.captionsFor(queryVector(engine, library.stats().branch, arguments), arguments.limit, engine);
    Json list = Json::array();
    for (const CaptionHit& hit : hits)
        list.push_back({{"caption", hit.caption}, {"score", hit.score}});
    line.print({{"library", library.file().string()}, {"image", arguments.image}, {"captions", list}},
               [&](std::ostream& out) {
                   Table table{Table::Align::Right, Table::Align::Left};
                   for (const CaptionHit& hit : hits)
                       table.add({fixed(static_cast<double>(hit.score)), hit.caption});
                   table.print(out);
                   if (hits.empty())
                       out << "the library has no captions\n";
               });
}

void addQueryOptions(CLI::App& command, QueryArguments& arguments)
{
    command.add_option("--limit", arguments.limit, "How many")->capture_default_str()->check(CLI::Range(1, 1'000'000));
    command.add_option("--model", arguments.model, "The library's model, when it is not among the known ones");
}

} // namespace

void addLibraryQueries(CommandLine& line, CLI::App& group)
{
    const auto searching = std::make_shared<QueryArguments>();
    CLI::App* command = line.add(group, "search", "Find the pictures that fit a sentence, a picture, or both",
                                 [&line, searching] { search(line, *searching); });
    command->add_option("LIBRARY", searching->library, "A library")->required();
    command->add_option("SENTENCE", searching->sentence, "A sentence");
    command->add_option("--image", searching->image, "A picture");
    addQueryOptions(*command, *searching);

    const auto describing = std::make_shared<QueryArguments>();
    command = line.add(group, "captions", "Find the library's captions that fit a picture",
                       [&line, describing] { captions(line, *describing); });
    command->add_option("LIBRARY", describing->library, "A library")->required();
    command->add_option("IMAGE", describing->image, "A picture")->required();
    addQueryOptions(*command, *describing);
}

} // namespace vlmo::cli
