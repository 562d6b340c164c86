#include "core/data/caption_text.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/text_check.h"

#include <algorithm>

namespace vlmo {
namespace {

constexpr std::size_t longestSidecar = std::size_t{1} << 16U;
constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

} // namespace

std::string usableText(std::string_view text, std::size_t longest, const char* what)
{
    if (text.size() > longest)
        throw Error(ErrorKind::BadInput,
                    std::string("the ") + what + " is longer than " + std::to_string(longest) + " bytes");
    if (!isUtf8(text))
        throw Error(ErrorKind::BadInput, std::string("the ") + what + " is not UTF-8 text");
    return onOneLine(text);
}

std::string usableCaption(std::string_view text)
{
    std::string caption = usableText(text);
    if (caption.empty())
        throw Error(ErrorKind::BadInput, "the caption is empty");
    return caption;
}

void addCaption(std::vector<std::string>& captions, std::string caption)
{
    if (std::find(captions.begin(), captions.end(), caption) != captions.end())
        throw Error(ErrorKind::BadInput, "the picture has this caption already");
    if (captions.size() == mostCaptions)
        throw Error(ErrorKind::BadInput, "the picture has " + std::to_string(mostCaptions) + " captions already");
    captions.push_back(std::move(caption));
}

std::vector<std::string> captionsIn(std::string_view content)
{
    std::vector<std::string> captions;
    for (std::size_t begin = content.starts_with(byteOrderMark) ? byteOrderMark.size() : 0; begin < content.size();) {
        const std::size_t end = std::min(content.find('\n', begin), content.size());
        std::string caption = usableText(content.substr(begin, end - begin));
        begin = end + 1;
        if (!caption.empty() && captions.size() < mostCaptions &&
            std::find(captions.begin(), captions.end(), caption) == captions.end())
            captions.push_back(std::move(caption));
    }
    return captions;
}

std::vector<std::string> readSidecar(const std::filesystem::path& file)
{
    return captionsIn(readFile(file, longestSidecar));
}

} // namespace vlmo
