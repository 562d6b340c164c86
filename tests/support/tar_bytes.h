#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <string>

namespace vlmo::test {

/// What stands in a tar's header, which may lie.
struct TarHeader {
    std::string name;
    char kind = '0';
    std::string size = ""; ///< As it stands there; empty: the content's.
    std::string prefix = "";
    bool rightSum = true;
};

/// A header and its content, filled up to whole blocks.
inline std::string tarEntry(const TarHeader& header, const std::string& content = "")
{
    std::string block(512, '\0');
    const auto put = [&](std::size_t place, const std::string& text) { block.replace(place, text.size(), text); };
    char octal[16];
    std::snprintf(octal, sizeof octal, "%011llo", static_cast<unsigned long long>(content.size()));
    put(0, header.name.substr(0, 100));
    put(124, header.size.empty() ? std::string(octal) : header.size);
    put(148, "        ");
    block[156] = header.kind;
    put(257, std::string("ustar\0", 6) + "00");
    put(345, header.prefix);
    unsigned sum = header.rightSum ? 0 : 1;
    for (const char byte : block)
        sum += static_cast<unsigned char>(byte);
    std::snprintf(octal, sizeof octal, "%06o", sum);
    put(148, std::string(octal) + '\0');
    std::string filled = content;
    filled.resize((content.size() + 511) / 512 * 512, '\0');
    return block + filled;
}

inline std::string tarFile(const std::string& name, const std::string& content)
{
    return tarEntry({name}, content);
}

/// A record of pax, which begins with its own length.
inline std::string paxRecord(const std::string& key, const std::string& value)
{
    const std::string rest = " " + key + "=" + value + "\n";
    std::size_t length = rest.size() + 1;
    while (std::to_string(length).size() + rest.size() != length)
        ++length;
    return std::to_string(length) + rest;
}

inline std::string tarEnd()
{
    return std::string(1024, '\0');
}

} // namespace vlmo::test
