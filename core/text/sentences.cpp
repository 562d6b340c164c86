#include "core/text/sentences.h"

#include "core/base/error.h"

#include <unicode/brkiter.h>
#include <unicode/filteredbrk.h>
#include <unicode/unistr.h>

#include <memory>

namespace vlmo {
namespace {

std::unique_ptr<icu::BreakIterator> makeBreaker()
{
    UErrorCode code = U_ZERO_ERROR;
    std::unique_ptr<icu::BreakIterator> plain(
        icu::BreakIterator::createSentenceInstance(icu::Locale::getEnglish(), code));
    const std::unique_ptr<icu::FilteredBreakIteratorBuilder> builder(
        icu::FilteredBreakIteratorBuilder::createInstance(icu::Locale::getEnglish(), code));
    std::unique_ptr<icu::BreakIterator> breaker;
    if (U_SUCCESS(code))
        breaker.reset(builder->wrapIteratorWithFilter(plain.release(), code));
    if (U_FAILURE(code) || !breaker)
        throw Error(ErrorKind::Internal, "this system's ICU cannot cut sentences: " + std::string(u_errorName(code)));
    return breaker;
}

} // namespace

std::vector<std::string> cutSentences(std::string_view paragraph)
{
    // Making one costs more than cutting a page, and one may be used by one thread only.
    thread_local const std::unique_ptr<icu::BreakIterator> breaker = makeBreaker();
    const auto text = icu::UnicodeString::fromUTF8({paragraph.data(), static_cast<int>(paragraph.size())});
    breaker->setText(text);
    std::vector<std::string> sentences;
    int begin = breaker->first();
    for (int end = breaker->next(); end != icu::BreakIterator::DONE; begin = end, end = breaker->next()) {
        icu::UnicodeString part = text.tempSubStringBetween(begin, end);
        std::string sentence;
        part.trim().toUTF8String(sentence);
        if (!sentence.empty())
            sentences.push_back(std::move(sentence));
    }
    return sentences;
}

} // namespace vlmo
