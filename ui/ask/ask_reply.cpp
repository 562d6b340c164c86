#include "ui/ask/ask_reply.h"

#include "core/base/error.h"
#include "core/engine/cover_test.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QHash>
#include <QLocale>

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t answersShown = 5;
constexpr std::size_t allAnswers = 1'000'000;

struct ReplyTexts {
    Q_DECLARE_TR_FUNCTIONS(AskReply)
};

void requireWanted(const std::stop_token& stop)
{
    if (stop.stop_requested())
        throw Error(ErrorKind::Cancelled, "nobody waits for this answer any more");
}

AnswerRow percentRow(const QString& text, double share, std::optional<double> alone)
{
    return {text, share, percentText(share), alone};
}

AnswerGroup answers(Model& model, const RgbImage& prepared, const RgbImage& blank, const std::string& question,
                    double& milliseconds)
{
    QElapsedTimer timer;
    timer.start();
    const std::vector<Answer> best = model.ask(prepared, question, answersShown);
    milliseconds = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    QHash<QString, double> alone;
    for (const Answer& answer : model.ask(blank, question, allAnswers))
        alone.insert(QString::fromStdString(answer.text), static_cast<double>(answer.score));
    AnswerGroup group;
    for (const Answer& answer : best) {
        const QString text = QString::fromStdString(answer.text);
        group.rows.append(percentRow(text, static_cast<double>(answer.score),
                                     alone.contains(text) ? std::optional(alone.value(text)) : std::nullopt));
    }
    return group;
}

AnswerGroup fit(Model& model, const RgbImage& prepared, const RgbImage& blank, const std::string& sentence,
                double& milliseconds)
{
    QElapsedTimer timer;
    timer.start();
    const MatchResult match = model.match(prepared, sentence);
    milliseconds = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    const MatchResult alone = model.match(blank, sentence);
    AnswerGroup group;
    if (match.itmProbability)
        group.rows.append(percentRow(ReplyTexts::tr("fits (ITM)"), static_cast<double>(*match.itmProbability),
                                     alone.itmProbability ? std::optional(static_cast<double>(*alone.itmProbability))
                                                          : std::nullopt));
    // A cosine below 0 has no bar; its number says it all.
    group.rows.append({ReplyTexts::tr("cosine (ITC)"), std::max(0.0, static_cast<double>(match.itcSimilarity)),
                       QLocale().toString(static_cast<double>(match.itcSimilarity), 'f', 3),
                       std::max(0.0, static_cast<double>(alone.itcSimilarity))});
    return group;
}

AnswerGroup truth(Model& model, const RgbImage& left, const RgbImage& right, const RgbImage& blank,
                  const std::string& sentence, double& milliseconds)
{
    QElapsedTimer timer;
    timer.start();
    const auto share = static_cast<double>(model.compare(left, right, sentence).trueProbability);
    milliseconds = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    const auto alone = static_cast<double>(model.compare(blank, blank, sentence).trueProbability);
    const AnswerRow yes = percentRow(ReplyTexts::tr("true"), share, alone);
    const AnswerRow no = percentRow(ReplyTexts::tr("not true"), 1.0 - share, 1.0 - alone);
    return {{}, share >= 0.5 ? QList<AnswerRow>{yes, no} : QList<AnswerRow>{no, yes}};
}

QList<AnswerGroup> blanks(Model& model, const std::optional<RgbImage>& prepared, const std::string& sentence,
                          double& milliseconds)
{
    QElapsedTimer timer;
    timer.start();
    const std::vector<FilledMask> masks = model.fill(prepared, sentence, answersShown);
    milliseconds = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    const std::vector<FilledMask> alone =
        prepared ? model.fill(std::nullopt, sentence, allAnswers) : std::vector<FilledMask>();
    QList<AnswerGroup> groups;
    for (std::size_t mask = 0; mask < masks.size(); ++mask) {
        AnswerGroup group;
        if (masks.size() > 1)
            group.title = u"[MASK] %1"_s.arg(mask + 1);
        for (const PieceGuess& guess : masks[mask].guesses) {
            std::optional<double> before;
            if (mask < alone.size()) {
                const auto found = std::ranges::find(alone[mask].guesses, guess.piece, &PieceGuess::piece);
                if (found != alone[mask].guesses.end())
                    before = static_cast<double>(found->probability);
            }
            group.rows.append(
                percentRow(QString::fromStdString(guess.piece), static_cast<double>(guess.probability), before));
        }
        groups.append(group);
    }
    return groups;
}

} // namespace

QString percentText(double share)
{
    return ReplyTexts::tr("%1 %").arg(QLocale().toString(100.0 * share, 'f', 1));
}

AskReply answerTo(Model& asked, const AskRequest& request, const std::stop_token& stop)
{
    AskReply reply;
    reply.model = asked.facts().name;
    Model& model = asked.withHead(askKindHead(request.kind));
    const std::string text = request.text.toStdString();
    std::optional<RgbImage> prepared;
    if (!request.picture.isEmpty())
        prepared = model.embedder().prepare(request.picture.pixels());
    requireWanted(stop);
    if (request.kind == AskKind::Fill) {
        reply.groups = blanks(model, prepared, text, reply.milliseconds);
        return reply;
    }
    const RgbImage blank = blankPicture(model.embedder().imageSize());
    if (!prepared)
        throw Error(ErrorKind::InvalidArgument, "there is no picture to ask about");
    if (request.kind == AskKind::Compare) {
        const RgbImage right = model.embedder().prepare(request.right.pixels());
        requireWanted(stop);
        reply.groups = {truth(model, *prepared, right, blank, text, reply.milliseconds)};
    } else if (request.kind == AskKind::Match) {
        reply.groups = {fit(model, *prepared, blank, text, reply.milliseconds)};
    } else {
        reply.groups = {answers(model, *prepared, blank, text, reply.milliseconds)};
    }
    return reply;
}

std::optional<EvidenceRequest::Target> evidenceTarget(AskKind kind)
{
    if (kind == AskKind::Question)
        return EvidenceRequest::Target::Answer;
    if (kind == AskKind::Match)
        return EvidenceRequest::Target::Match;
    return std::nullopt;
}

double scoreOf(Model& model, const AskRequest& request, const std::string& answer, const RgbImage& prepared)
{
    const std::string text = request.text.toStdString();
    if (request.kind == AskKind::Match) {
        const MatchResult match = model.match(prepared, text);
        return static_cast<double>(match.itmProbability.value_or(match.itcSimilarity));
    }
    const std::vector<Answer> all = model.ask(prepared, text, allAnswers);
    const auto found = std::ranges::find(all, answer, &Answer::text);
    return found == all.end() ? 0.0 : static_cast<double>(found->score);
}

} // namespace vlmo::ui
