#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/models.h"
#include "app/cli/table.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/engine/evidence_picture.h"
#include "core/vision/decode.h"
#include "core/vision/encode_png.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <ostream>

namespace vlmo::cli {
namespace {

using Json = nlohmann::ordered_json;

struct MatchArguments {
    ModelOption model;
    std::string image;
    std::string text;
};

void match(const CommandLine& line, const MatchArguments& arguments)
{
    Engine engine = arguments.model.open(line.options());
    const MatchResult result = engine.match(readPicture(engine, arguments.image), arguments.text);
    const Json probability = result.itmProbability ? Json(*result.itmProbability) : Json(nullptr);
    const Json json = {{"image", arguments.image},
                       {"text", arguments.text},
                       {"itc_similarity", result.itcSimilarity},
                       {"itm_probability", probability}};
    line.print(json, [&](std::ostream& out) {
        Table table{Table::Align::Left, Table::Align::Left};
        table.add({"similarity (ITC)", fixed(static_cast<double>(result.itcSimilarity))});
        table.add({"match (ITM)", result.itmProbability ? fixed(static_cast<double>(*result.itmProbability))
                                                        : "the model has no ITM head"});
        table.print(out);
    });
}

void addMatch(CommandLine& line)
{
    const auto arguments = std::make_shared<MatchArguments>();
    CLI::App* command = line.add(line.root(), "match", "Say how well a sentence fits a picture",
                                 [&line, arguments] { match(line, *arguments); });
    arguments->model.addTo(*command);
    command->add_option("--image", arguments->image, "A picture")->required();
    command->add_option("--text", arguments->text, "A sentence")->required();
}

struct AskArguments {
    ModelOption model;
    std::string image;
    std::string question;
    std::size_t top = 5;
    std::string evidence; ///< The file to write; empty: none is asked for.
    std::string method = "rollout";
    std::string word;
};

const std::vector<float>& mapOf(const Evidence& evidence, const std::string& word)
{
    if (word.empty())
        return evidence.whole;
    const auto found = std::find_if(evidence.words.begin(), evidence.words.end(),
                                    [&](const EvidenceWord& each) { return each.text == word; });
    if (found != evidence.words.end())
        return found->patches;
    std::string words;
    for (const EvidenceWord& each : evidence.words)
        words += (words.empty() ? "" : ", ") + each.text;
    throw Error(ErrorKind::InvalidArgument,
                "the model reads no word '" + word + "' in the question; it reads: " + words);
}

/// Writes the overlay, and says what it shows.
Json writeEvidence(Engine& engine, const AskArguments& arguments)
{
    const EvidenceMethod method = arguments.method == "gradient" ? EvidenceMethod::Gradient : EvidenceMethod::Rollout;
    const Evidence evidence = engine.evidence(readPicture(engine, arguments.image), arguments.question,
                                              {method, EvidenceRequest::Target::Answer, {}});
    DecodeOptions options;
    options.strict = engine.model().preprocess.strictPixels;
    const RgbImage lit = evidencePicture(decodeImage(arguments.image, options),
                                         evidenceShares(mapOf(evidence, arguments.word)), evidence.grid);
    writeFileAtomically(arguments.evidence, encodePng(lit));
    Json words = Json::array();
    for (const EvidenceWord& word : evidence.words)
        words.push_back({{"word", word.text}, {"pieces", word.pieces}, {"patches", word.patches}});
    return {{"file", arguments.evidence},
            {"method", evidenceMethodName(method)},
            {"answer", evidence.target},
            {"of", arguments.word.empty() ? Json(nullptr) : Json(arguments.word)},
            {"grid", evidence.grid},
            {"patches", evidence.whole},
            {"words", words},
            {"pieces_cut", evidence.cutPieces}};
}

void ask(const CommandLine& line, const AskArguments& arguments)
{
    Engine engine = arguments.model.openFor("vqa", line.options());
    const std::vector<Answer> answers =
        engine.ask(readPicture(engine, arguments.image), arguments.question, arguments.top);
    Json list = Json::array();
    for (const Answer& answer : answers)
        list.push_back({{"answer", answer.text}, {"score", answer.score}});
    Json json = {{"image", arguments.image}, {"question", arguments.question}, {"answers", list}};
    if (!arguments.evidence.empty())
        json["evidence"] = writeEvidence(engine, arguments);
    line.print(json, [&](std::ostream& out) {
        Table table{Table::Align::Right, Table::Align::Left};
        for (const Answer& answer : answers)
            table.add({fixed(static_cast<double>(answer.score)), answer.text});
        table.print(out);
        if (!arguments.evidence.empty())
            out << "wrote " << arguments.evidence << ": where "
                << (arguments.word.empty() ? "\"" + json["evidence"]["answer"].get<std::string>() + "\""
                                           : "the word \"" + arguments.word + "\"")
                << " comes from by " << (arguments.method == "gradient" ? "gradient times input" : "attention roll-out")
                << '\n';
    });
}

void addAsk(CommandLine& line)
{
    const auto arguments = std::make_shared<AskArguments>();
    CLI::App* command =
        line.add(line.root(), "ask",
                 "Answer a question about a picture; each score is a sigmoid of its own, so they do not "
                 "add up to 1",
                 [&line, arguments] { ask(line, *arguments); });
    arguments->model.addTo(*command);
    command->add_option("--image", arguments->image, "A picture")->required();
    command->add_option("QUESTION", arguments->question, "A question")->required();
    command->add_option("--top", arguments->top, "How many answers")
        ->capture_default_str()
        ->check(CLI::Range(1, 100'000));
    CLI::Option* evidence = command->add_option(
        "--evidence", arguments->evidence, "Write the picture, dimmed where the first answer does not come from (PNG)");
    command->add_option("--method", arguments->method, "How the evidence is measured")
        ->capture_default_str()
        ->check(CLI::IsMember({"rollout", "gradient"}))
        ->needs(evidence);
    command->add_option("--word", arguments->word, "Evidence of this word of the question, not of the answer")
        ->needs(evidence);
}

struct FillArguments {
    ModelOption model;
    std::string image;
    std::string sentence;
    std::size_t top = 5;
};

void fill(const CommandLine& line, const FillArguments& arguments)
{
    Engine engine = arguments.model.openFor("mlm", line.options());
    std::optional<RgbImage> picture;
    if (!arguments.image.empty())
        picture = readPicture(engine, arguments.image);
    const std::vector<FilledMask> masks = engine.fill(picture, arguments.sentence, arguments.top);
    Json list = Json::array();
    for (const FilledMask& mask : masks) {
        Json guesses = Json::array();
        for (const PieceGuess& guess : mask.guesses)
            guesses.push_back({{"piece", guess.piece}, {"probability", guess.probability}});
        list.push_back(std::move(guesses));
    }
    const Json json = {
        {"image", picture ? Json(arguments.image) : Json(nullptr)}, {"sentence", arguments.sentence}, {"masks", list}};
    line.print(json, [&](std::ostream& out) {
        Table table{Table::Align::Left, Table::Align::Right, Table::Align::Left};
        for (std::size_t mask = 0; mask < masks.size(); ++mask) {
            std::string name = "[MASK] " + std::to_string(mask + 1);
            for (const PieceGuess& guess : masks[mask].guesses) {
                table.add({name, fixed(static_cast<double>(guess.probability)), guess.piece});
                name.clear();
            }
        }
        table.print(out);
    });
}

void addFill(CommandLine& line)
{
    const auto arguments = std::make_shared<FillArguments>();
    CLI::App* command = line.add(line.root(), "fill",
                                 "Say which word pieces may stand at each [MASK]; their probabilities add up to 1 over "
                                 "the whole vocabulary",
                                 [&line, arguments] { fill(line, *arguments); });
    arguments->model.addTo(*command);
    command->add_option("--image", arguments->image, "A picture that the sentence is about");
    command->add_option("SENTENCE", arguments->sentence, "A sentence with [MASK] in it")->required();
    command->add_option("--top", arguments->top, "How many word pieces for each")
        ->capture_default_str()
        ->check(CLI::Range(1, 100'000));
}

struct CompareArguments {
    ModelOption model;
    std::string left;
    std::string right;
    std::string sentence;
};

void compare(const CommandLine& line, const CompareArguments& arguments)
{
    Engine engine = arguments.model.openFor("nlvr2", line.options());
    const CompareResult result =
        engine.compare(readPicture(engine, arguments.left), readPicture(engine, arguments.right), arguments.sentence);
    const Json json = {{"left", arguments.left},
                       {"right", arguments.right},
                       {"sentence", arguments.sentence},
                       {"true_probability", result.trueProbability}};
    line.print(json, [&](std::ostream& out) {
        out << (result.trueProbability >= 0.5F ? "true" : "false") << ", probability of true "
            << fixed(static_cast<double>(result.trueProbability)) << '\n';
    });
}

void addCompare(CommandLine& line)
{
    const auto arguments = std::make_shared<CompareArguments>();
    CLI::App* command = line.add(line.root(), "compare", "Say whether a sentence is true of two pictures",
                                 [&line, arguments] { compare(line, *arguments); });
    arguments->model.addTo(*command);
    command->add_option("--left", arguments->left, "The left picture")->required();
    command->add_option("--right", arguments->right, "The right picture")->required();
    command->add_option("SENTENCE", arguments->sentence, "A sentence about both")->required();
}

} // namespace

void addQuestionCommands(CommandLine& line)
{
    addMatch(line);
    addAsk(line);
    addFill(line);
    addCompare(line);
}

} // namespace vlmo::cli
