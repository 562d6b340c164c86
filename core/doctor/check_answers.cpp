#include "core/doctor/check_answers.h"

#include "core/model/vqa_answers.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace vlmo {
namespace {

constexpr std::int64_t fewestOfAnAnswer = 9; // As answersFromAnnotations() counts.

/// Normalises each spelling once: the same few thousand come millions of times.
class Normaliser {
public:
    const std::string& operator()(const std::string& answer)
    {
        const auto [known, isNew] = m_known.try_emplace(answer);
        if (isNew)
            known->second = normaliseAnswer(answer);
        return known->second;
    }

private:
    std::unordered_map<std::string, std::string> m_known;
};

/// The answer that most people gave, of equally frequent ones the first.
std::string usualAnswer(const Question& question, Normaliser& normalised)
{
    std::vector<std::pair<std::string, int>> counts;
    for (const std::string& answer : question.answers) {
        const std::string& name = normalised(answer);
        const auto place =
            std::find_if(counts.begin(), counts.end(), [&](const auto& count) { return count.first == name; });
        if (place == counts.end())
            counts.emplace_back(name, 1);
        else
            ++place->second;
    }
    return std::max_element(counts.begin(), counts.end(),
                            [](const auto& left, const auto& right) { return left.second < right.second; })
        ->first;
}

std::unordered_set<std::string> frequentAnswers(const Dataset& dataset, Normaliser& normalised)
{
    std::unordered_map<std::string, std::int64_t> counts;
    for (const Record& record : dataset.records) {
        if (record.split != "train")
            continue;
        for (const Question& question : record.questions) {
            if (!question.answers.empty())
                ++counts[usualAnswer(question, normalised)];
        }
    }
    std::unordered_set<std::string> frequent;
    for (const auto& [answer, count] : counts) {
        if (count >= fewestOfAnAnswer)
            frequent.insert(answer);
    }
    return frequent;
}

/// The splits in which at least one question is answered.
std::unordered_set<std::string> answeredSplits(const Dataset& dataset)
{
    std::unordered_set<std::string> splits;
    for (const Record& record : dataset.records) {
        if (std::any_of(record.questions.begin(), record.questions.end(),
                        [](const Question& question) { return !question.answers.empty(); }))
            splits.insert(record.split);
    }
    return splits;
}

class AnswerCheck {
public:
    AnswerCheck(const Dataset& dataset, const CheckOptions& options, FindingList& findings)
        : m_dataset(dataset), m_options(options), m_findings(findings), m_answered(answeredSplits(dataset))
    {
        if (options.answers.empty())
            m_vocabulary = frequentAnswers(dataset, m_normalised);
        for (const std::string& answer : options.answers)
            m_vocabulary.insert(m_normalised(answer));
    }

    void run()
    {
        if (m_vocabulary.empty() && m_answered.count("train") != 0)
            m_findings.add(FindingKind::NoFrequentAnswer,
                           {m_dataset.name, "train", "no answer is the usual one to nine questions"});
        for (std::size_t i = 0; i < m_dataset.records.size(); ++i) {
            for (std::size_t question = 0; question < m_dataset.records[i].questions.size(); ++question)
                judge(i, question);
        }
        if (!m_answered.empty())
            judgeUnused();
    }

private:
    void judge(std::size_t index, std::size_t text)
    {
        const Record& record = m_dataset.records[index];
        const Question& question = record.questions[text];
        const auto add = [&](FindingKind kind, const std::string& reason) {
            m_findings.add(
                kind,
                {shownPath(m_dataset, record.image), record.split, reason, {DataPlace::Part::Question, index, text}});
        };
        if (question.answers.empty()) {
            // A split that nobody answered is a challenge's, whose answers are kept back: told of once, by its name.
            if (m_answered.count(record.split) != 0)
                add(FindingKind::QuestionWithoutAnswer, excerpt(question.text));
            else if (m_unanswered.insert(record.split).second)
                m_findings.add(FindingKind::QuestionWithoutAnswer,
                               {record.split, record.split, "not one question of this split has an answer"});
            return;
        }
        bool inside = false;
        for (const std::string& answer : question.answers) {
            const std::string& name = m_normalised(answer);
            inside = inside || m_vocabulary.count(name) != 0;
            if (!m_options.answers.empty())
                m_given.insert(name);
        }
        if (!inside && !m_vocabulary.empty())
            add(FindingKind::QuestionOutsideAnswers,
                excerpt(question.text) + " answered " + excerpt(question.answers.front()));
    }

    void judgeUnused()
    {
        for (const std::string& answer : m_options.answers) {
            if (m_given.count(m_normalised(answer)) == 0)
                m_findings.add(FindingKind::AnswerNobodyGave, {answer, "", "no question has it"});
        }
    }

    const Dataset& m_dataset;
    const CheckOptions& m_options;
    FindingList& m_findings;
    Normaliser m_normalised;
    std::unordered_set<std::string> m_answered;
    std::unordered_set<std::string> m_unanswered; ///< Splits that were told of.
    std::unordered_set<std::string> m_vocabulary;
    std::unordered_set<std::string> m_given;
};

} // namespace

void checkAnswers(const Dataset& dataset, const CheckOptions& options, FindingList& findings)
{
    AnswerCheck(dataset, options, findings).run();
}

} // namespace vlmo
