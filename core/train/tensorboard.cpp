#include "core/train/tensorboard.h"

#include "core/base/error.h"
#include "core/train/append_file.h"
#include "core/train/scalars.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <chrono>
#include <string>
#include <string_view>

namespace vlmo {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kPrefix = "events.out.tfevents.";

constexpr std::array<std::uint32_t, 256> crcTable()
{
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t byte = 0; byte < table.size(); ++byte) {
        std::uint32_t rest = byte;
        for (int bit = 0; bit < 8; ++bit)
            rest = (rest & 1U) != 0 ? 0x82F63B78U ^ (rest >> 1U) : rest >> 1U; // Castagnoli's polynomial, mirrored
        table[byte] = rest;
    }
    return table;
}

/// TensorFlow masks its checksums, as a checksum of data that hold checksums is weak.
std::uint32_t maskedCrc(std::string_view bytes)
{
    static constexpr auto table = crcTable();
    std::uint32_t crc = ~0U;
    for (const char byte : bytes)
        crc = table[(crc ^ static_cast<unsigned char>(byte)) & 0xFFU] ^ (crc >> 8U);
    crc = ~crc;
    return std::rotr(crc, 15) + 0xA282EAD8U;
}

template <typename Number>
std::string littleEndian(Number value)
{
    std::string bytes;
    for (std::size_t i = 0; i < sizeof value; ++i)
        bytes += static_cast<char>(value >> (8 * i));
    return bytes;
}

std::string record(std::string_view data)
{
    const std::string length = littleEndian(static_cast<std::uint64_t>(data.size()));
    std::string bytes = length + littleEndian(maskedCrc(length));
    bytes += data;
    return bytes + littleEndian(maskedCrc(data));
}

/// The few wire types of a protobuf message that are needed here.
class Message {
public:
    Message& varint(unsigned field, std::uint64_t value)
    {
        number(field << 3U);
        number(value);
        return *this;
    }
    Message& real(unsigned field, double value)
    {
        number((field << 3U) | 1U);
        m_bytes += littleEndian(std::bit_cast<std::uint64_t>(value));
        return *this;
    }
    Message& real(unsigned field, float value)
    {
        number((field << 3U) | 5U);
        m_bytes += littleEndian(std::bit_cast<std::uint32_t>(value));
        return *this;
    }
    Message& bytes(unsigned field, std::string_view value)
    {
        number((field << 3U) | 2U);
        number(value.size());
        m_bytes += value;
        return *this;
    }
    [[nodiscard]] const std::string& encoded() const { return m_bytes; }

private:
    void number(std::uint64_t value)
    {
        for (; value >= 0x80U; value >>= 7U)
            m_bytes += static_cast<char>(value | 0x80U);
        m_bytes += static_cast<char>(value);
    }

    std::string m_bytes;
};

double now()
{
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

/// message Event { double wall_time = 1; int64 step = 2; oneof what { string file_version = 3; Summary summary = 5;
/// SessionLog session_log = 7; } }
Message event(std::int64_t step)
{
    Message message;
    message.real(1, now());
    if (step != 0)
        message.varint(2, static_cast<std::uint64_t>(step));
    return message;
}

/// TensorBoard reads the files of a folder in the order of their names, and clocks are sometimes set back.
std::int64_t secondsBehind(const fs::path& folder, std::int64_t seconds)
{
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with(kPrefix))
            continue;
        std::int64_t other = 0;
        const char* const begin = name.data() + kPrefix.size();
        if (std::from_chars(begin, name.data() + name.size(), other).ec == std::errc() && other < 9'999'999'999)
            seconds = std::max(seconds, other + 1);
    }
    return seconds;
}

std::string hostName()
{
    std::array<char, 256> name{};
    if (::gethostname(name.data(), name.size() - 1) != 0 || name[0] == '\0')
        return "localhost";
    std::replace(name.begin(), name.end(), '/', '_');
    return name.data();
}

} // namespace

TensorBoardWriter::TensorBoardWriter(const fs::path& folder, std::int64_t firstStep)
{
    std::error_code code;
    fs::create_directories(folder, code);
    if (code)
        throw Error(ErrorKind::Internal, folder.string() + " cannot be made: " + code.message());
    std::string seconds = std::to_string(secondsBehind(folder, static_cast<std::int64_t>(now())));
    seconds.insert(0, seconds.size() < 10 ? 10 - seconds.size() : 0, '0');
    m_file = folder / (std::string(kPrefix) + seconds + "." + hostName());
    // message SessionLog { SessionStatus status = 1; } with START = 1.
    const std::string start = Message().varint(1, 1).encoded();
    appendToFile(m_file, record(event(0).bytes(3, "brain.Event:2").encoded()) +
                             record(event(firstStep).bytes(7, start).encoded()));
}

void TensorBoardWriter::add(const RunEvent& runEvent) const
{
    // message Summary { repeated Value value = 1; }; message Value { string tag = 1; float simple_value = 2; }
    Message summary;
    forEachScalar(runEvent, [&](const std::string& tag, double value) {
        summary.bytes(1, Message().bytes(1, tag).real(2, static_cast<float>(value)).encoded());
    });
    if (!summary.encoded().empty())
        appendToFile(m_file, record(event(stepOf(runEvent)).bytes(5, summary.encoded()).encoded()));
}

} // namespace vlmo
