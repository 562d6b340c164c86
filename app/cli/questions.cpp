#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/models.h"
#include "app/cli/table.h"

#include <memory>
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
};

void ask(const CommandLine& line, const AskArguments& arguments)
{
    Engine engine = arguments.model.open(line.options());
    const std::vector<Answer> answers =
        engine.ask(readPicture(engine, arguments.image), arguments.question, arguments.top);
    Json list = Json::array();
    for (const Answer& answer : answers)
        list.push_back({{"answer", answer.text}, {"score", answer.score}});
    const Json json = {{"image", arguments.image}, {"question", arguments.question}, {"answers", list}};
    line.print(json, [&](std::ostream& out) {
        Table table{Table::Align::Right, Table::Align::Left};
        for (const Answer& answer : answers)
            table.add({fixed(static_cast<double>(answer.score)), answer.text});
        table.print(out);
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
}

struct CompareArguments {
    ModelOption model;
    std::string left;
    std::string right;
    std::string sentence;
};

void compare(const CommandLine& line, const CompareArguments& arguments)
{
    Engine engine = arguments.model.open(line.options());
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
    addCompare(line);
}

} // namespace vlmo::cli
