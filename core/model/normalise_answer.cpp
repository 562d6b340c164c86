#include "core/model/vqa_answers.h"

#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>

namespace vlmo {
namespace {

constexpr std::string_view punctuation = ";/[]\"{}()=+\\_-><@`,?!";
constexpr std::string_view whitespace = " \t\n\r\f\v";
constexpr std::string_view apostrophe = "'";

bool isDigit(char letter)
{
    return letter >= '0' && letter <= '9';
}

/// "1,000": then all punctuation vanishes instead of becoming a space.
bool hasThousands(std::string_view text)
{
    for (std::size_t i = 1; i + 1 < text.size(); ++i)
        if (text[i] == ',' && isDigit(text[i - 1]) && isDigit(text[i + 1]))
            return true;
    return false;
}

bool standsAtASpace(std::string_view text, char mark)
{
    for (std::size_t i = 0; i < text.size(); ++i)
        if (text[i] == mark && ((i > 0 && text[i - 1] == ' ') || (i + 1 < text.size() && text[i + 1] == ' ')))
            return true;
    return false;
}

/// What is written at a space vanishes, what joins two words becomes a space; decided by the untouched answer.
std::string withoutPunctuation(std::string_view answer)
{
    const bool thousands = hasThousands(answer);
    std::string vanishing;
    for (const char mark : punctuation)
        if (thousands || standsAtASpace(answer, mark))
            vanishing += mark;
    std::string text;
    for (const char letter : answer) {
        if (vanishing.find(letter) != std::string::npos)
            continue;
        text += punctuation.find(letter) != std::string_view::npos ? ' ' : letter;
    }
    return text;
}

/// Full stops that do not begin a decimal. The evaluation code stops after 32 of them (it passes a flag as the count).
std::string withoutFullStops(const std::string& text)
{
    constexpr int mostRemoved = 32;
    int removed = 0;
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool decimal = i + 1 < text.size() && isDigit(text[i + 1]);
        if (text[i] == '.' && !decimal && removed < mostRemoved)
            ++removed;
        else
            result += text[i];
    }
    return result;
}

std::vector<std::string> lowerCaseWords(const std::string& text)
{
    std::vector<std::string> words;
    std::size_t begin = text.find_first_not_of(whitespace);
    while (begin != std::string::npos) {
        const std::size_t end = std::min(text.find_first_of(whitespace, begin), text.size());
        std::string word = text.substr(begin, end - begin);
        std::transform(word.begin(), word.end(), word.begin(), [](char letter) {
            return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
        });
        words.push_back(std::move(word));
        begin = text.find_first_not_of(whitespace, end);
    }
    return words;
}

std::string digitsFor(const std::string& word)
{
    constexpr std::array numbers = {"zero", "one",   "two",   "three", "four", "five",
                                    "six",  "seven", "eight", "nine",  "ten"};
    const auto* const found = std::find(numbers.begin(), numbers.end(), word);
    if (found != numbers.end())
        return std::to_string(found - numbers.begin());
    return word == "none" ? "0" : word;
}

/// Words that lost one of their apostrophes, with the word they come from. The evaluation code knows these and no
/// others.
const std::unordered_map<std::string, std::string>& contractions()
{
    static const std::unordered_map<std::string, std::string> table = [] {
        constexpr std::array<std::string_view, 92> complete{
            "ain't",        "aren't",       "can't",        "could've",      "couldn't",    "couldn't've",
            "didn't",       "doesn't",      "don't",        "hadn't",        "hadn't've",   "hasn't",
            "haven't",      "he'd",         "he'd've",      "he's",          "how'd",       "how'll",
            "how's",        "isn't",        "it'd",         "it'd've",       "it'll",       "ma'am",
            "mightn't",     "mightn't've",  "might've",     "mustn't",       "must've",     "needn't",
            "not've",       "o'clock",      "oughtn't",     "'ow's'at",      "shan't",      "she'd've",
            "should've",    "shouldn't",    "shouldn't've", "somebody'd've", "somebody'll", "somebody's",
            "someone'd",    "someone'd've", "someone'll",   "someone's",     "something'd", "something'd've",
            "something'll", "that's",       "there'd",      "there'd've",    "there're",    "there's",
            "they'd",       "they'd've",    "they'll",      "they're",       "they've",     "'twas",
            "wasn't",       "we'd've",      "we've",        "weren't",       "what'll",     "what're",
            "what's",       "what've",      "when's",       "where'd",       "where's",     "where've",
            "who'd",        "who'd've",     "who'll",       "who's",         "who've",      "why'll",
            "why're",       "why's",        "won't",        "would've",      "wouldn't",    "wouldn't've",
            "y'all",        "y'all'll",     "y'all'd've",   "you'd",         "you'd've",    "you'll",
            "you're",       "you've"};
        std::unordered_map<std::string, std::string> words;
        for (const std::string_view word : complete)
            for (std::size_t place = word.find(apostrophe); place < word.size();
                 place = word.find(apostrophe, place + 1))
                words.emplace(std::string(word).erase(place, 1), word);
        words.emplace("somebody'd", "somebodyd"); // The one entry that takes an apostrophe away.
        return words;
    }();
    return table;
}

} // namespace

std::string normaliseAnswer(std::string_view answer)
{
    static const std::set<std::string> articles = {"a", "an", "the"};
    std::string result;
    for (const std::string& written : lowerCaseWords(withoutFullStops(withoutPunctuation(answer)))) {
        std::string word = digitsFor(written);
        if (articles.contains(word))
            continue;
        if (const auto found = contractions().find(word); found != contractions().end())
            word = found->second;
        result.append(result.empty() ? "" : " ").append(word);
    }
    return result;
}

} // namespace vlmo
