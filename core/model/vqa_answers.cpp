#include "core/model/vqa_answers.h"

#include "core/base/error.h"
#include "core/checkpoint/mapped_file.h"

#include <nlohmann/json.hpp>

#include <unordered_map>

namespace vlmo {
namespace {

/// Counts majority answers while the parser reads: the files have hundreds of megabytes, of which a few thousand short
/// texts matter.
class AnswerCounter final : public nlohmann::json_sax<nlohmann::json> {
public:
    void count(const std::filesystem::path& file)
    {
        m_source = file.string();
        m_seen = 0;
        m_depth = 0;
        m_isAnswer = false;
        const auto mapped = MappedFile::open(file);
        const auto* const begin = reinterpret_cast<const char*>(mapped->bytes().data());
        nlohmann::json::sax_parse(begin, begin + mapped->bytes().size(), this);
        if (m_seen == 0)
            refuse("holds no \"multiple_choice_answer\": it is no VQAv2 annotation file");
    }

    [[nodiscard]] std::vector<std::string> seenAtLeast(std::int64_t minimumCount) const
    {
        std::vector<std::string> answers;
        for (const std::string* answer : m_order)
            if (m_counts.at(*answer) >= minimumCount)
                answers.push_back(*answer);
        return answers;
    }

    bool null() override { return value(); }
    bool boolean(bool) override { return value(); }
    bool number_integer(number_integer_t) override { return value(); }
    bool number_unsigned(number_unsigned_t) override { return value(); }
    bool number_float(number_float_t, const string_t&) override { return value(); }
    bool binary(binary_t&) override { return value(); }
    bool start_object(std::size_t) override { return enter(); }
    bool start_array(std::size_t) override { return enter(); }
    bool end_object() override { return leave(); }
    bool end_array() override { return leave(); }

    bool key(string_t& name) override
    {
        constexpr int annotationDepth = 3; // Document, list "annotations", one annotation.
        m_isAnswer = m_depth == annotationDepth && name == "multiple_choice_answer";
        return true;
    }

    bool string(string_t& text) override
    {
        if (!m_isAnswer)
            return true;
        m_isAnswer = false;
        ++m_seen;
        const auto [entry, fresh] = m_counts.try_emplace(normaliseAnswer(text), 0);
        ++entry->second;
        if (fresh)
            m_order.push_back(&entry->first); // Keys of an unordered_map stay where they are.
        return true;
    }

    bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception&) override
    {
        refuse("is not valid JSON at byte " + std::to_string(position));
    }

private:
    bool value()
    {
        if (m_isAnswer)
            refuse("has a \"multiple_choice_answer\" that is no text");
        return true;
    }

    bool enter()
    {
        constexpr int deepest = 32;
        if (++m_depth > deepest)
            refuse("is nested deeper than any annotation file");
        return value();
    }

    bool leave()
    {
        --m_depth;
        return true;
    }

    [[noreturn]] void refuse(const std::string& what) const { throw Error(ErrorKind::BadInput, m_source + " " + what); }

    std::string m_source;
    std::unordered_map<std::string, std::int64_t> m_counts;
    std::vector<const std::string*> m_order;
    std::int64_t m_seen = 0;
    int m_depth = 0;
    bool m_isAnswer = false;
};

} // namespace

std::vector<std::string> answersFromAnnotations(const std::vector<std::filesystem::path>& files,
                                                std::int64_t minimumCount)
{
    AnswerCounter counter;
    for (const std::filesystem::path& file : files)
        counter.count(file);
    return counter.seenAtLeast(minimumCount);
}

} // namespace vlmo
