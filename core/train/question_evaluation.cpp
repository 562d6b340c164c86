#include "core/train/question_evaluation.h"

#include "core/base/error.h"
#include "core/model/vqa_answers.h"
#include "core/train/answer_targets.h"
#include "core/train/evaluation_work.h"
#include "core/train/text_only_line.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

namespace vlmo {
namespace {

using Targets = std::map<std::string, double>;

/// A question of the split, and what came of it.
struct Asked {
    const Record* record = nullptr;
    const Question* question = nullptr;
    Targets targets;
    GivenAnswer given;
    double score = 0.0;
};

/// Worth of every answer over some questions.
class AnswerSum {
public:
    void add(const Targets& targets)
    {
        for (const auto& [answer, worth] : targets)
            m_worth[answer] += worth;
    }
    /// The first of the best by name; empty for no answer at all.
    [[nodiscard]] std::string best() const
    {
        const auto place = std::max_element(m_worth.begin(), m_worth.end(), [](const auto& left, const auto& right) {
            return left.second < right.second;
        });
        return place == m_worth.end() ? std::string() : place->first;
    }

private:
    std::map<std::string, double> m_worth;
};

/// What one would answer who reads the question and sees no picture.
class BlindGuess {
public:
    BlindGuess(const Dataset& dataset, const std::string& split)
    {
        for (const Record& record : dataset.records) {
            if (record.split != split)
                continue;
            for (const Question& question : record.questions) {
                for (const auto& [answer, worth] : answerTargets(question))
                    m_line.add(question.text, question.kind, placeOf(answer), worth);
            }
        }
    }

    [[nodiscard]] bool isKnown() const { return !m_answers.empty(); }

    /// Empty where nothing is known.
    [[nodiscard]] std::string of(const Question& question) const
    {
        const auto place = m_line.labelFor(question.text, question.kind);
        return place ? m_answers[static_cast<std::size_t>(*place)] : std::string();
    }

private:
    std::int64_t placeOf(const std::string& answer)
    {
        const auto [place, isNew] = m_places.try_emplace(answer, std::ssize(m_answers));
        if (isNew)
            m_answers.push_back(answer);
        return place->second;
    }

    TextOnlyLine m_line;
    std::vector<std::string> m_answers;
    std::unordered_map<std::string, std::int64_t> m_places;
};

double worthOf(const Targets& targets, const std::string& answer)
{
    const auto found = targets.find(answer);
    return found == targets.end() ? 0.0 : found->second;
}

std::vector<Asked> questionsOf(const Dataset& dataset, const QuestionOptions& options, EvaluationWork* work)
{
    std::vector<std::string> splits;
    std::vector<Asked> asked;
    for (const Record& record : dataset.records) {
        splits.push_back(record.split);
        if (record.split != options.split)
            continue;
        for (const Question& question : record.questions) {
            Targets targets = answerTargets(question);
            if (!targets.empty())
                asked.push_back({&record, &question, std::move(targets), {}, 0.0});
            else if (work != nullptr)
                work->skip(record.image.string() + ": " + question.text, "nobody answered this question");
        }
    }
    requireSplit(dataset, options.split, splits);
    if (asked.empty())
        throw Error(ErrorKind::InvalidArgument, "split '" + options.split + "' of data set " + dataset.name +
                                                    " has no question that somebody answered");
    if (options.batch == 0)
        throw Error(ErrorKind::InvalidArgument, "a batch of 0 questions makes no progress");
    return asked;
}

/// Collects questions with their pictures until there are enough of them to be asked at once.
class Batch {
public:
    Batch(const QuestionModel& model, std::size_t size, EvaluationWork& work)
        : m_model(model), m_size(size), m_work(work)
    {}

    void add(Asked& asked, const RgbImage& picture)
    {
        m_asked.push_back(&asked);
        m_pictures.push_back(picture);
        m_texts.push_back(asked.question->text);
        if (m_asked.size() == m_size)
            ask();
    }

    void ask()
    {
        if (m_asked.empty())
            return;
        m_work.endIfAsked();
        const std::vector<GivenAnswer> given = m_model.answer(m_pictures, m_texts);
        if (given.size() != m_asked.size())
            throw Error(ErrorKind::Internal, "the model gave " + std::to_string(given.size()) + " answers to " +
                                                 std::to_string(m_asked.size()) + " questions");
        for (std::size_t i = 0; i < given.size(); ++i) {
            m_asked[i]->given = given[i];
            m_asked[i]->score = worthOf(m_asked[i]->targets, normaliseAnswer(given[i].text));
        }
        m_work.advance(m_asked.size(), m_asked.back()->record->image.filename().string());
        m_asked.clear();
        m_pictures.clear();
        m_texts.clear();
    }

private:
    const QuestionModel& m_model;
    std::size_t m_size;
    EvaluationWork& m_work;
    std::vector<Asked*> m_asked;
    std::vector<RgbImage> m_pictures;
    std::vector<std::string> m_texts;
};

/// Questions about one picture stand together, as records hold them; it is read once.
void askAll(const QuestionModel& model, std::vector<Asked>& questions, const QuestionOptions& options,
            EvaluationWork& work)
{
    std::vector<std::filesystem::path> files;
    std::vector<std::size_t> firstOf;
    for (std::size_t i = 0; i < questions.size(); ++i) {
        if (i > 0 && questions[i].record == questions[i - 1].record)
            continue;
        files.push_back(questions[i].record->image);
        firstOf.push_back(i);
    }
    firstOf.push_back(questions.size());

    DecodeOptions decoding;
    decoding.strict = options.strictPixels;
    PictureFeed feed(std::move(files), decoding, model.prepare, 2 * options.batch);
    Batch batch(model, options.batch, work);
    std::set<const Record*> unread;
    while (auto picture = feed.next()) {
        work.endIfAsked();
        const std::size_t first = firstOf[picture->index], end = firstOf[picture->index + 1];
        if (!picture->image) {
            work.skip(questions[first].record->image.string(), picture->problem);
            work.advance(end - first, questions[first].record->image.filename().string());
            unread.insert(questions[first].record);
            continue;
        }
        for (std::size_t i = first; i < end; ++i)
            batch.add(questions[i], *picture->image);
    }
    batch.ask();
    std::erase_if(questions, [&](const Asked& asked) { return unread.contains(asked.record); });
    if (questions.empty())
        throw Error(ErrorKind::BadInput, "none of the pictures of split '" + options.split +
                                             "' can be read; the last: " + work.skipped().back().reason);
}

/// What each answer that the model can say is worth, drawn evenly.
double chanceOf(const Targets& targets, const std::set<std::string>& sayable)
{
    double sum = 0.0;
    for (const auto& [answer, worth] : targets)
        sum += sayable.contains(answer) ? worth : 0.0;
    return sayable.empty() ? 0.0 : sum / static_cast<double>(sayable.size());
}

QuestionScore scoreOf(const std::string& kind, const std::vector<const Asked*>& questions, const BlindGuess& blind,
                      const std::set<std::string>& sayable)
{
    QuestionScore result;
    result.kind = kind;
    result.questions = std::ssize(questions);
    std::vector<double> scores;
    AnswerSum sum;
    double chance = 0.0, textOnly = 0.0;
    for (const Asked* asked : questions) {
        scores.push_back(asked->score);
        sum.add(asked->targets);
        chance += chanceOf(asked->targets, sayable);
        textOnly += worthOf(asked->targets, blind.of(*asked->question));
    }
    const std::string best = sum.best();
    for (const Asked* asked : questions)
        result.constant += worthOf(asked->targets, best);
    const auto count = static_cast<double>(questions.size());
    result.constant /= count;
    result.score = judge(scores, chance / count);
    if (blind.isKnown())
        result.textOnly = textOnly / count;
    return result;
}

std::vector<WrongAnswer> worstOf(const std::vector<Asked>& questions, std::size_t most)
{
    std::vector<const Asked*> wrong;
    for (const Asked& asked : questions) {
        if (asked.score == 0.0)
            wrong.push_back(&asked);
    }
    std::stable_sort(wrong.begin(), wrong.end(), [](const Asked* left, const Asked* right) {
        return left->given.confidence > right->given.confidence;
    });
    wrong.resize(std::min(wrong.size(), most));
    std::vector<WrongAnswer> mistakes;
    for (const Asked* asked : wrong) {
        AnswerSum truth;
        truth.add(asked->targets);
        mistakes.push_back({asked->record->image, asked->question->text, asked->given.text, asked->given.confidence,
                            asked->score, truth.best()});
    }
    return mistakes;
}

} // namespace

void requireMeasurable(const Dataset& dataset, const QuestionOptions& options)
{
    (void)questionsOf(dataset, options, nullptr);
}

QuestionReport evaluateQuestions(const QuestionModel& model, const Dataset& dataset, const QuestionOptions& options,
                                 ProgressObserver* observer, std::stop_token stop)
{
    EvaluationWork work(observer, std::move(stop));
    std::vector<Asked> questions = questionsOf(dataset, options, &work);
    work.expect(questions.size());
    askAll(model, questions, options, work);

    const BlindGuess blind(dataset, options.trainingSplit);
    std::set<std::string> sayable;
    for (const std::string& answer : model.answers)
        sayable.insert(normaliseAnswer(answer));
    QuestionReport report;
    report.split = options.split;
    std::vector<const Asked*> all;
    std::map<std::string, std::vector<const Asked*>> kinds;
    for (const Asked& asked : questions) {
        all.push_back(&asked);
        kinds[asked.question->kind].push_back(&asked);
        report.outOfReach += chanceOf(asked.targets, sayable) == 0.0 ? 1 : 0;
    }
    report.all = scoreOf("", all, blind, sayable);
    if (kinds.size() > 1) {
        for (const auto& [kind, asked] : kinds)
            report.kinds.push_back(scoreOf(kind, asked, blind, sayable));
    }
    report.mistakes = worstOf(questions, options.mistakes);
    report.skipped = std::move(work.skipped());
    report.seconds = work.seconds();
    return report;
}

} // namespace vlmo
