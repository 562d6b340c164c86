#include "core/data/forward_bytes.h"

#include "core/base/error.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <limits>
#include <string>
#include <system_error>
#include <utility>

namespace vlmo {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t pieceBytes = std::size_t{1} << 16U;
constexpr std::array<unsigned char, 2> gzipMark{0x1F, 0x8B};

class PlainBytes final : public ForwardBytes {
public:
    PlainBytes(std::ifstream stream, std::uint64_t size) : m_stream(std::move(stream)), m_size(size) {}

    std::size_t readAt(std::uint64_t place, char* bytes, std::size_t count) override
    {
        m_stream.clear();
        m_stream.seekg(static_cast<std::streamoff>(place));
        m_stream.read(bytes, static_cast<std::streamsize>(count));
        m_consumed = place + static_cast<std::uint64_t>(m_stream.gcount());
        return static_cast<std::size_t>(m_stream.gcount());
    }
    [[nodiscard]] std::uint64_t size() const override { return m_size; }
    [[nodiscard]] std::uint64_t place() const override { return std::min(m_consumed, m_size); }
    [[nodiscard]] std::uint64_t consumed() const override { return m_consumed; }
    void finish() override { m_consumed = m_size; }

private:
    std::ifstream m_stream;
    std::uint64_t m_size;
    std::uint64_t m_consumed = 0;
};

/// What gzip packed; several packings one after the other are one, as gunzip has it.
class GzipBytes final : public ForwardBytes {
public:
    GzipBytes(std::ifstream stream, std::string name, std::uint64_t most)
        : m_stream(std::move(stream)), m_name(std::move(name)), m_most(most)
    {
        constexpr int gzipOnly = 16 + MAX_WBITS;
        if (::inflateInit2(&m_zlib, gzipOnly) != Z_OK)
            throw Error(ErrorKind::OutOfMemory, m_name + " cannot be unpacked: there is no memory for it");
    }
    ~GzipBytes() override { ::inflateEnd(&m_zlib); }

    std::size_t readAt(std::uint64_t place, char* bytes, std::size_t count) override
    {
        while (m_place < place) {
            const auto step = static_cast<std::size_t>(std::min<std::uint64_t>(place - m_place, m_passed.size()));
            if (unpack(m_passed.data(), step) == 0)
                return 0;
        }
        return unpack(bytes, count);
    }
    [[nodiscard]] std::uint64_t size() const override { return std::numeric_limits<std::uint64_t>::max() / 4; }
    [[nodiscard]] std::uint64_t place() const override { return m_place; }
    [[nodiscard]] std::uint64_t consumed() const override { return m_consumed; }
    void finish() override
    {
        while (unpack(m_passed.data(), m_passed.size()) > 0) {
        }
    }

private:
    std::size_t unpack(char* bytes, std::size_t count)
    {
        m_zlib.next_out = reinterpret_cast<Bytef*>(bytes);
        m_zlib.avail_out = static_cast<uInt>(count);
        while (m_zlib.avail_out > 0 && !m_ended)
            step();
        const std::size_t got = count - m_zlib.avail_out;
        m_place += got;
        if (m_place > m_most)
            refuse("it unpacks to more than " + std::to_string(m_most) + " bytes");
        return got;
    }

    void step()
    {
        if (m_zlib.avail_in == 0 && !fill())
            refuse("the gzip is cut short");
        const int state = ::inflate(&m_zlib, Z_NO_FLUSH);
        if (state == Z_STREAM_END)
            goOn();
        else if (state != Z_OK && state != Z_BUF_ERROR)
            refuse("the gzip is damaged");
    }

    /// Behind the end of a packing: another one, or what gunzip passes over, too.
    void goOn()
    {
        const bool isMore = (m_zlib.avail_in > 0 || fill()) && *m_zlib.next_in == gzipMark[0];
        if (isMore)
            ::inflateReset(&m_zlib);
        else
            m_ended = true;
    }

    /// False at the end of the file.
    bool fill()
    {
        m_stream.read(m_packed.data(), static_cast<std::streamsize>(m_packed.size()));
        m_zlib.next_in = reinterpret_cast<Bytef*>(m_packed.data());
        m_zlib.avail_in = static_cast<uInt>(m_stream.gcount());
        m_consumed += m_zlib.avail_in;
        return m_zlib.avail_in > 0;
    }

    [[noreturn]] void refuse(const std::string& reason) const
    {
        throw Error(ErrorKind::BadInput, m_name + ", byte " + std::to_string(m_place) + " unpacked: " + reason);
    }

    std::ifstream m_stream;
    std::string m_name;
    std::uint64_t m_most;
    z_stream m_zlib{};
    std::array<char, pieceBytes> m_packed{};
    std::array<char, pieceBytes> m_passed{};
    std::uint64_t m_place = 0; ///< Of the next byte that is unpacked.
    std::uint64_t m_consumed = 0;
    bool m_ended = false;
};

} // namespace

std::unique_ptr<ForwardBytes> openForward(const fs::path& file, std::uint64_t mostUnpacked)
{
    std::ifstream stream(file, std::ios::binary);
    std::error_code code;
    if (!fs::exists(file, code))
        throw Error(ErrorKind::NotFound, "there is no file " + file.string());
    const std::uint64_t size = fs::file_size(file, code);
    if (code || !stream)
        throw Error(ErrorKind::Internal, file.string() + " cannot be read");
    std::array<char, 2> first{};
    stream.read(first.data(), first.size());
    const bool isGzip = stream.gcount() == 2 && static_cast<unsigned char>(first[0]) == gzipMark[0] &&
                        static_cast<unsigned char>(first[1]) == gzipMark[1];
    stream.clear();
    stream.seekg(0);
    if (isGzip)
        return std::make_unique<GzipBytes>(std::move(stream), file.string(), mostUnpacked);
    return std::make_unique<PlainBytes>(std::move(stream), size);
}

} // namespace vlmo
