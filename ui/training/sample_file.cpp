#include "ui/training/sample_file.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "ui/training/run_look.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::uintmax_t largestFile = 4 * 1024 * 1024;
constexpr qsizetype mostItems = 64;

QString translated(const char* text)
{
    return QCoreApplication::translate("vlmo::ui::Samples", text);
}

QString probabilityText(double probability)
{
    return QLocale().toString(probability, 'f', 2);
}

class Reader {
public:
    Reader(const std::filesystem::path& file, std::string kind) : m_folder(file.parent_path()), m_kind(std::move(kind))
    {}

    [[nodiscard]] SampleItem item(const QJsonObject& json) const
    {
        SampleItem item;
        if (m_kind == "masked-words")
            readWords(json, item);
        else if (m_kind == "retrieved")
            readHits(json, item);
        else if (m_kind == "hard-negatives")
            readNegative(json, item);
        else if (m_kind == "questions" || m_kind == "question-mistakes")
            readQuestion(json, item);
        else if (m_kind == "statements" || m_kind == "statement-mistakes")
            readStatement(json, item);
        else if (m_kind == "classes" || m_kind == "class-mistakes")
            readClass(json, item);
        else
            readPictures(json, item);
        return item;
    }

private:
    [[nodiscard]] std::filesystem::path file(const QJsonValue& name) const
    {
        const std::string text = name.toString().toStdString();
        return text.empty() ? std::filesystem::path() : m_folder / text; // An absolute name replaces the folder.
    }

    void readPictures(const QJsonObject& json, SampleItem& item) const
    {
        const struct {
            QString key;
            QString caption;
        } parts[] = {{u"original"_s, translated(QT_TRANSLATE_NOOP("vlmo::ui::Samples", "original"))},
                     {u"masked"_s, translated(QT_TRANSLATE_NOOP("vlmo::ui::Samples", "what the model sees"))},
                     {u"reconstructed"_s, translated(QT_TRANSLATE_NOOP("vlmo::ui::Samples", "drawn by the model"))}};
        for (const auto& [key, caption] : parts) {
            if (json.contains(key))
                item.pictures.push_back({file(json[key]), caption});
        }
    }

    void readWords(const QJsonObject& json, SampleItem& item) const
    {
        if (json.contains(u"picture"_s))
            item.pictures.push_back({file(json[u"picture"_s]), {}});
        for (const QJsonValue& each : json[u"words"_s].toArray()) {
            const QJsonObject object = each.toObject();
            SampleWord word;
            word.piece = object[u"piece"_s].toString();
            word.truth = object[u"truth"_s].toString();
            QStringList others;
            for (const QJsonValue& guess : object[u"guesses"_s].toArray()) {
                const QString piece = guess[u"piece"_s].toString();
                const double probability = guess[u"probability"_s].toDouble();
                if (word.guess.isEmpty()) {
                    word.guess = piece;
                    word.probability = probability;
                } else {
                    others.append(piece + u' ' + probabilityText(probability));
                }
            }
            word.others = others.join(u", "_s);
            item.words.push_back(std::move(word));
        }
    }

    void readHits(const QJsonObject& json, SampleItem& item) const
    {
        item.title = json[u"query"_s].toString();
        for (const QJsonValue& hit : json[u"hits"_s].toArray()) {
            const bool right = hit[u"right"_s].toBool();
            item.pictures.push_back({file(hit[u"picture"_s]), numberText(hit[u"score"_s].toDouble()), right, !right});
        }
    }

    void readNegative(const QJsonObject& json, SampleItem& item) const
    {
        item.title = json[u"sentence"_s].toString();
        const double probability = json[u"match_probability"_s].toDouble();
        // A mined pair does not belong together: above one half the model is wrong about it.
        item.pictures.push_back(
            {file(json[u"picture"_s]),
             translated(QT_TRANSLATE_NOOP("vlmo::ui::Samples", "match %1")).arg(probabilityText(probability)),
             probability < 0.5, probability >= 0.5});
    }

    /// The answers of a list, each under `key` with its probability.
    [[nodiscard]] static std::vector<SampleAnswer> answers(const QJsonValue& list, const QString& key)
    {
        std::vector<SampleAnswer> given;
        for (const QJsonValue& each : list.toArray())
            given.push_back({each[key].toString(), each[u"probability"_s].toDouble()});
        return given;
    }

    void readQuestion(const QJsonObject& json, SampleItem& item) const
    {
        item.title = json[u"question"_s].toString();
        item.pictures.push_back({file(json[u"picture"_s]), {}});
        // People may have answered differently; what some said is not wrong.
        item.answers = SampleAnswers{answers(json[u"answers"_s], u"answer"_s), json[u"truth"_s].toString(),
                                     json[u"kind"_s].toString(), json[u"score"_s].toDouble() > 0.0};
    }

    void readStatement(const QJsonObject& json, SampleItem& item) const
    {
        const QString yes = translated(QT_TRANSLATE_NOOP("vlmo::ui::Samples", "true"));
        const QString no = translated(QT_TRANSLATE_NOOP("vlmo::ui::Samples", "not true"));
        item.title = json[u"statement"_s].toString();
        item.pictures.push_back({file(json[u"left"_s]), translated(QT_TRANSLATE_NOOP("vlmo::ui::Samples", "left"))});
        item.pictures.push_back({file(json[u"right"_s]), translated(QT_TRANSLATE_NOOP("vlmo::ui::Samples", "right"))});
        const double chance = json[u"true_probability"_s].toDouble();
        const bool says = chance > 0.5;
        const bool truth = json[u"truth"_s].toBool();
        item.answers = SampleAnswers{{{says ? yes : no, says ? chance : 1.0 - chance}},
                                     truth ? yes : no,
                                     json[u"kind"_s].toString(),
                                     says == truth};
    }

    void readClass(const QJsonObject& json, SampleItem& item) const
    {
        item.pictures.push_back({file(json[u"picture"_s]), {}});
        SampleAnswers answered{answers(json[u"classes"_s], u"class"_s), json[u"truth"_s].toString(), {}, false};
        answered.isRight = !answered.given.empty() && answered.given.front().text == answered.truth;
        item.answers = std::move(answered);
    }

    std::filesystem::path m_folder;
    std::string m_kind;
};

} // namespace

std::vector<SampleItem> readSamples(const std::filesystem::path& file, const std::string& kind)
{
    QJsonParseError problem{};
    const QJsonDocument document =
        QJsonDocument::fromJson(QByteArray::fromStdString(readFile(file, largestFile)), &problem);
    if (problem.error != QJsonParseError::NoError)
        throw Error(ErrorKind::BadInput,
                    "the sample " + file.string() + " is no JSON: " + problem.errorString().toStdString());
    const QJsonValue items = document.object()[u"items"_s];
    if (!items.isArray())
        throw Error(ErrorKind::BadInput, "the sample " + file.string() + " has no list of items");
    const Reader reader(file, kind);
    std::vector<SampleItem> samples;
    const QJsonArray list = items.toArray();
    for (qsizetype i = 0; i < std::min(list.size(), mostItems); ++i)
        samples.push_back(reader.item(list[i].toObject()));
    if (list.size() > mostItems)
        samples.push_back({translated(QT_TRANSLATE_NOOP("vlmo::ui::Samples", "%1 more are in the file"))
                               .arg(countText(list.size() - mostItems)),
                           {},
                           {}});
    return samples;
}

QString sampleKindTitle(const std::string& kind)
{
    if (kind == "reconstructed")
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::Samples", "Pictures and their reconstruction"));
    if (kind == "masked-patches")
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::Samples", "Masked patches, filled in"));
    if (kind == "masked-words")
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::Samples", "Masked words and the guesses"));
    if (kind == "retrieved")
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::Samples", "Pictures found for held-out sentences"));
    if (kind == "hard-negatives")
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::Samples", "Mined wrong captions and their match score"));
    if (kind == "questions")
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::Samples", "Questions and the answers given"));
    if (kind == "question-mistakes")
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::Samples", "Questions answered wrongly, surest first"));
    if (kind == "statements")
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::Samples", "Statements and how they were judged"));
    if (kind == "statement-mistakes")
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::Samples", "Statements judged wrongly, surest first"));
    if (kind == "classes")
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::Samples", "Pictures and the classes given"));
    if (kind == "class-mistakes")
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::Samples", "Pictures in a wrong class, surest first"));
    return QString::fromStdString(kind);
}

} // namespace vlmo::ui
