#include "core/doctor/check_texts.h"

#include "core/base/text_check.h"
#include "core/doctor/work_in_steps.h"
#include "core/text/tokenizer.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <functional>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

namespace vlmo {
namespace {

constexpr std::size_t histogramSize = 257;
constexpr std::size_t longestTokenized = std::size_t{1} << 16U; // Bytes; what is longer is too long for any model.
constexpr std::size_t mostTexts = 20'000;                       // Of a split, evenly spread.
constexpr std::int64_t stepsAtOnce = 256;

/// Sentences as they are called in reasons.
struct Role {
    const char* name;   ///< "caption"
    const char* plural; ///< "captions"
};
constexpr Role caption{"caption", "captions"};
constexpr Role question{"question", "questions"};
constexpr Role statement{"statement", "statements"};
constexpr Role plainText{"text", "texts"};

bool isBlank(const std::string& text)
{
    return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

/// A letter or digit, or a character beyond ASCII, which may be one.
bool hasWord(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), [](char letter) {
        const auto byte = static_cast<unsigned char>(letter);
        return byte >= 0x80 || std::isalnum(byte) != 0;
    });
}

/// Why a text hardly describes a picture; empty when it may.
std::string oddity(const std::string& text, const std::filesystem::path& picture)
{
    if (!isUtf8(text))
        return "not UTF-8";
    if (!hasWord(text))
        return "not a letter in it";
    if (text.starts_with("http://") || text.starts_with("https://") || text.starts_with("www."))
        return "an address";
    if (!picture.empty() && text == picture.filename().string())
        return "the name of the file";
    return {};
}

class TextsCheck {
public:
    TextsCheck(const Dataset& dataset, const CheckOptions& options, FindingList& findings, ProgressObserver* observer,
               const std::stop_token& stop)
        : m_dataset(dataset), m_options(options), m_findings(findings),
          m_work("the check of the texts", stepsOf(dataset), observer, stop)
    {
        if (!options.vocabulary.empty())
            m_tokenizer = Tokenizer::fromFile(options.vocabulary);
    }

    TextCheck run()
    {
        for (std::size_t i = 0; i < m_dataset.records.size(); ++i) {
            judgeRecord(m_dataset.records[i], i);
            advance();
        }
        for (std::size_t i = 0; i < m_dataset.statements.size(); ++i) {
            const Statement& each = m_dataset.statements[i];
            judge(statement, each.text, each.left, each.split, {DataPlace::Part::Statement, i});
            advance();
        }
        for (const auto& [split, corpus] : m_dataset.texts)
            judgeTexts(split, corpus);
        judgeMissingCaptions();
        judgeSharedCaptions();
        return std::move(m_result);
    }

private:
    static std::int64_t stepsOf(const Dataset& dataset)
    {
        std::size_t steps = dataset.records.size() + dataset.statements.size();
        for (const auto& [split, corpus] : dataset.texts)
            steps += std::min(corpus.size(), mostTexts);
        return static_cast<std::int64_t>(steps);
    }

    void advance()
    {
        if (++m_waiting < stepsAtOnce)
            return;
        m_work.advance(std::exchange(m_waiting, 0));
    }

    void judgeRecord(const Record& record, std::size_t index)
    {
        for (std::size_t i = 0; i < record.captions.size(); ++i) {
            judge(caption, record.captions[i], record.image, record.split, {DataPlace::Part::Caption, index, i});
            count(record.captions[i], index, i);
        }
        for (std::size_t i = 0; i < record.questions.size(); ++i)
            judge(question, record.questions[i].text, record.image, record.split,
                  {DataPlace::Part::Question, index, i});
        if (!record.captions.empty())
            m_captionedSplits.insert(record.split);
    }

    void judgeTexts(const std::string& split, const TextCorpus& corpus)
    {
        const std::size_t looked = std::min(corpus.size(), mostTexts);
        for (std::size_t i = 0; i < looked; ++i) {
            const std::size_t index = looked == corpus.size() ? i : i * corpus.size() / looked;
            const TextPlace place = corpus.placeOf(index);
            judgeNamed(plainText, corpus.at(index),
                       place.file.empty() ? "text " + std::to_string(index + 1)
                                          : shownPath(m_dataset, place.file) + ", line " + std::to_string(place.line),
                       {}, split, {});
            advance();
        }
        m_result.textsLookedAt += static_cast<std::int64_t>(looked);
    }

    void judge(const Role& role, const std::string& text, const std::filesystem::path& picture,
               const std::string& split, const DataPlace& place)
    {
        judgeNamed(role, text, {}, picture, split, place);
    }

    /// `name`: how it is called in lists; empty: as its picture.
    void judgeNamed(const Role& role, const std::string& text, std::string name, const std::filesystem::path& picture,
                    const std::string& split, const DataPlace& place)
    {
        const auto add = [&](FindingKind kind, const std::string& reason) {
            m_findings.add(kind, {name.empty() ? shownPath(m_dataset, picture) : name, split, reason, place});
        };
        if (isBlank(text)) {
            add(FindingKind::EmptyText, std::string("a ") + role.name + " without words");
            return;
        }
        if (const std::string odd = oddity(text, picture); !odd.empty())
            add(FindingKind::OddText, odd + ": " + excerpt(text));
        if (m_tokenizer)
            measure(role, text, add);
    }

    void measure(const Role& role, const std::string& text,
                 const std::function<void(FindingKind kind, const std::string& reason)>& add)
    {
        const std::int64_t room = m_options.longestText - 2;
        TextLengths& lengths = m_result.lengths[role.plural];
        lengths.histogram.resize(histogramSize);
        ++lengths.texts;
        if (text.size() > longestTokenized) {
            ++lengths.tooLong;
            ++lengths.histogram.back();
            add(FindingKind::LongText, std::string(role.name) + " of " + std::to_string(text.size()) + " bytes");
            return;
        }
        const std::vector<std::int32_t> ids = m_tokenizer->ids(text);
        const std::int64_t unknown = std::count(ids.begin(), ids.end(), m_tokenizer->unknown());
        lengths.pieces += std::ssize(ids);
        lengths.unknownPieces += unknown;
        ++lengths.histogram[std::min(ids.size(), histogramSize - 1)];
        if (std::ssize(ids) > room) {
            ++lengths.tooLong;
            add(FindingKind::LongText, std::string(role.name) + " of " + std::to_string(ids.size()) +
                                           " word pieces, of which " + std::to_string(room) +
                                           " are read: " + excerpt(text));
        }
        if (unknown > 0)
            add(FindingKind::UnknownPieces, std::string(role.name) + " with " + std::to_string(unknown) + " of " +
                                                std::to_string(ids.size()) + " word pieces unknown: " + excerpt(text));
    }

    void judgeMissingCaptions()
    {
        for (std::size_t i = 0; i < m_dataset.records.size(); ++i) {
            const Record& record = m_dataset.records[i];
            if (record.captions.empty() && record.questions.empty() && m_captionedSplits.count(record.split) != 0)
                m_findings.add(FindingKind::PictureWithoutCaption, {shownPath(m_dataset, record.image),
                                                                    record.split,
                                                                    "it has no caption",
                                                                    {DataPlace::Part::Record, i}});
        }
    }

    /// Where a caption stands first, and how many pictures have it.
    struct Shared {
        std::size_t record = 0;
        std::size_t caption = 0;
        std::size_t lastRecord = 0;
        std::int64_t pictures = 1;
    };

    /// By their hash alone, for there may be millions of captions; two that share one of 2^64 are not to be expected.
    void count(const std::string& text, std::size_t record, std::size_t place)
    {
        const auto [known, isNew] =
            m_shared.try_emplace(std::hash<std::string>{}(text), Shared{record, place, record, 1});
        Shared& shared = known->second;
        if (!isNew && shared.lastRecord != record) {
            shared.lastRecord = record;
            ++shared.pictures;
        }
    }

    void judgeSharedCaptions()
    {
        const std::int64_t many = std::max<std::int64_t>(20, std::ssize(m_dataset.records) / 100);
        std::vector<Shared> found;
        for (const auto& [hash, shared] : m_shared) {
            if (shared.pictures >= many)
                found.push_back(shared);
        }
        std::sort(found.begin(), found.end(), [](const Shared& left, const Shared& right) {
            return std::tie(right.pictures, left.record, left.caption) <
                   std::tie(left.pictures, right.record, right.caption);
        });
        for (const Shared& shared : found) {
            const Record& record = m_dataset.records[shared.record];
            m_findings.add(FindingKind::SharedCaption, {shownPath(m_dataset, record.image),
                                                        record.split,
                                                        excerpt(record.captions[shared.caption]) + ", of " +
                                                            std::to_string(shared.pictures) + " pictures",
                                                        {DataPlace::Part::Caption, shared.record, shared.caption}});
        }
    }

    const Dataset& m_dataset;
    const CheckOptions& m_options;
    FindingList& m_findings;
    WorkInSteps m_work;
    std::int64_t m_waiting = 0; ///< Steps that are done and not told yet.
    std::optional<Tokenizer> m_tokenizer;
    std::set<std::string> m_captionedSplits;
    std::unordered_map<std::size_t, Shared> m_shared;
    TextCheck m_result;
};

} // namespace

double TextLengths::mean() const noexcept
{
    return texts == 0 ? 0.0 : static_cast<double>(pieces) / static_cast<double>(texts);
}

std::int64_t TextLengths::quantile(double share) const noexcept
{
    const auto wanted = static_cast<std::int64_t>(std::ceil(share * static_cast<double>(texts)));
    std::int64_t seen = 0;
    for (std::size_t length = 0; length < histogram.size(); ++length) {
        seen += histogram[length];
        if (seen >= wanted && seen > 0)
            return static_cast<std::int64_t>(length);
    }
    return 0;
}

TextCheck checkTexts(const Dataset& dataset, const CheckOptions& options, FindingList& findings,
                     ProgressObserver* observer, const std::stop_token& stop)
{
    return TextsCheck(dataset, options, findings, observer, stop).run();
}

} // namespace vlmo
