#include "core/train/statement_evaluation.h"

#include "core/base/error.h"
#include "core/train/evaluation_work.h"
#include "core/train/text_only_line.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

namespace vlmo {
namespace {

struct Judged {
    const Statement* statement = nullptr;
    double trueProbability = 0.0;

    [[nodiscard]] bool isRight() const { return (trueProbability >= 0.5) == statement->isTrue; }
};

std::vector<Judged> statementsOf(const Dataset& dataset, const StatementOptions& options)
{
    if (dataset.statements.empty())
        throw Error(ErrorKind::NotFound, "data set " + dataset.name + " has no statements about two pictures");
    std::vector<std::string> splits;
    std::vector<Judged> chosen;
    for (const Statement& statement : dataset.statements) {
        splits.push_back(statement.split);
        if (statement.split == options.split)
            chosen.push_back({&statement, 0.0});
    }
    requireSplit(dataset, options.split, splits);
    if (options.batch == 0)
        throw Error(ErrorKind::InvalidArgument, "a batch of 0 statements makes no progress");
    return chosen;
}

/// What one would say who reads the statement and sees no picture.
class BlindJudgement {
public:
    BlindJudgement(const Dataset& dataset, const std::string& split)
    {
        for (const Statement& statement : dataset.statements) {
            if (statement.split == split)
                m_line.add(statement.text, statement.kind, statement.isTrue ? 1 : 0, 1.0);
        }
    }

    /// Nothing where the data set has no training statements.
    [[nodiscard]] std::optional<bool> isRight(const Statement& statement) const
    {
        const auto label = m_line.labelFor(statement.text, statement.kind);
        return label ? std::optional((*label == 1) == statement.isTrue) : std::nullopt;
    }

private:
    TextOnlyLine m_line;
};

/// Reads both pictures of each statement and asks the model; statements a picture of which cannot be read are dropped.
void judgeAll(const StatementModel& model, std::vector<Judged>& statements, const StatementOptions& options,
              EvaluationWork& work)
{
    std::vector<std::filesystem::path> files;
    for (const Judged& judged : statements) {
        files.push_back(judged.statement->left);
        files.push_back(judged.statement->right);
    }
    DecodeOptions decoding;
    decoding.strict = options.strictPixels;
    PictureFeed feed(std::move(files), decoding, model.prepare, 2 * options.batch);

    std::vector<RgbImage> left, right;
    std::vector<std::string> texts;
    std::vector<Judged> done, batch;
    const auto ask = [&] {
        if (batch.empty())
            return;
        const std::vector<double> truth = model.truth(left, right, texts);
        if (truth.size() != batch.size())
            throw Error(ErrorKind::Internal, "the model judged " + std::to_string(truth.size()) + " of " +
                                                 std::to_string(batch.size()) + " statements");
        for (std::size_t i = 0; i < batch.size(); ++i) {
            batch[i].trueProbability = truth[i];
            done.push_back(batch[i]);
        }
        work.advance(batch.size(), batch.back().statement->text);
        left.clear();
        right.clear();
        texts.clear();
        batch.clear();
    };
    for (const Judged& judged : statements) {
        work.endIfAsked();
        auto first = feed.next();
        auto second = feed.next();
        bool isWhole = true;
        for (const auto& [picture, file] :
             {std::pair(&first, &judged.statement->left), std::pair(&second, &judged.statement->right)}) {
            if ((*picture)->image)
                continue;
            work.skip(file->string(), (*picture)->problem);
            isWhole = false;
        }
        if (!isWhole) {
            work.advance(1, judged.statement->text);
            continue;
        }
        left.push_back(std::move(*first->image));
        right.push_back(std::move(*second->image));
        texts.push_back(judged.statement->text);
        batch.push_back(judged);
        if (batch.size() == options.batch)
            ask();
    }
    ask();
    if (done.empty())
        throw Error(ErrorKind::BadInput,
                    "of no statement of split '" + options.split +
                        "' could both pictures be read; the last: " + work.skipped().back().reason);
    statements = std::move(done);
}

StatementScore scoreOf(const std::string& kind, const std::vector<const Judged*>& statements,
                       const BlindJudgement& blind)
{
    StatementScore result;
    result.kind = kind;
    result.statements = std::ssize(statements);
    std::vector<double> right;
    double isTrue = 0.0;
    for (const Judged* judged : statements) {
        right.push_back(judged->isRight() ? 1.0 : 0.0);
        isTrue += judged->statement->isTrue ? 1.0 : 0.0;
        if (const auto isRight = blind.isRight(*judged->statement))
            result.textOnly =
                result.textOnly.value_or(0.0) + (*isRight ? 1.0 : 0.0) / static_cast<double>(statements.size());
    }
    const auto count = static_cast<double>(statements.size());
    result.accuracy = judge(right, 0.5);
    result.majority = std::max(isTrue, count - isTrue) / count;
    return result;
}

std::vector<WrongJudgement> worstOf(const std::vector<Judged>& statements, std::size_t most)
{
    std::vector<const Judged*> wrong;
    for (const Judged& judged : statements) {
        if (!judged.isRight())
            wrong.push_back(&judged);
    }
    std::stable_sort(wrong.begin(), wrong.end(), [](const Judged* a, const Judged* b) {
        return std::abs(a->trueProbability - 0.5) > std::abs(b->trueProbability - 0.5);
    });
    wrong.resize(std::min(wrong.size(), most));
    std::vector<WrongJudgement> mistakes;
    for (const Judged* judged : wrong)
        mistakes.push_back({judged->statement->left, judged->statement->right, judged->statement->text,
                            judged->statement->isTrue, judged->trueProbability});
    return mistakes;
}

} // namespace

void requireMeasurable(const Dataset& dataset, const StatementOptions& options)
{
    (void)statementsOf(dataset, options);
}

StatementReport evaluateStatements(const StatementModel& model, const Dataset& dataset, const StatementOptions& options,
                                   ProgressObserver* observer, std::stop_token stop)
{
    EvaluationWork work(observer, std::move(stop));
    std::vector<Judged> statements = statementsOf(dataset, options);
    work.expect(statements.size());
    judgeAll(model, statements, options, work);

    const BlindJudgement blind(dataset, options.trainingSplit);
    StatementReport report;
    report.split = options.split;
    std::vector<const Judged*> all;
    std::map<std::string, std::vector<const Judged*>> kinds;
    for (const Judged& judged : statements) {
        all.push_back(&judged);
        kinds[judged.statement->kind].push_back(&judged);
    }
    report.all = scoreOf("", all, blind);
    if (kinds.size() > 1) {
        for (const auto& [kind, judged] : kinds)
            report.kinds.push_back(scoreOf(kind, judged, blind));
    }
    report.mistakes = worstOf(statements, options.mistakes);
    report.skipped = std::move(work.skipped());
    report.seconds = work.seconds();
    return report;
}

} // namespace vlmo
