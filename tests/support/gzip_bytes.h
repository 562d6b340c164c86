#pragma once

#include <zlib.h>

#include <stdexcept>
#include <string>

namespace vlmo::test {

/// The bytes as gzip packs them.
inline std::string gzipped(const std::string& content)
{
    z_stream stream{};
    if (::deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::runtime_error("zlib cannot pack");
    std::string packed(::deflateBound(&stream, static_cast<uLong>(content.size())) + 64, '\0');
    std::string source = content; // zlib wants bytes that may be changed.
    stream.next_in = reinterpret_cast<Bytef*>(source.data());
    stream.avail_in = static_cast<uInt>(source.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    const int state = ::deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    ::deflateEnd(&stream);
    if (state != Z_STREAM_END)
        throw std::runtime_error("zlib did not pack all");
    return packed;
}

} // namespace vlmo::test
