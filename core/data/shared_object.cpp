#include "core/data/shared_object.h"

#include <elf.h>
#include <link.h>

#include <cstring>
#include <fstream>
#include <system_error>

namespace vlmo {
namespace fs = std::filesystem;
namespace {

using Header = ElfW(Ehdr);
using Segment = ElfW(Phdr);

bool readHeader(std::istream& stream, Header& header)
{
    return static_cast<bool>(stream.read(reinterpret_cast<char*>(&header), sizeof header));
}

/// What this program itself was compiled for.
bool isForThisMachine(const Header& header)
{
    std::ifstream stream("/proc/self/exe", std::ios::binary);
    Header own;
    return !readHeader(stream, own) ||
           (own.e_machine == header.e_machine && own.e_ident[EI_CLASS] == header.e_ident[EI_CLASS]);
}

} // namespace

std::string problemOfSharedObject(const fs::path& file)
{
    std::error_code code;
    const std::uintmax_t size = fs::file_size(file, code);
    if (code)
        return "it is not a file";
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        return "it cannot be read: permission denied";
    Header header;
    if (!readHeader(stream, header) || std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0)
        return "it is not a shared library";
    if (!isForThisMachine(header))
        return "it was made for another kind of machine";
    if (header.e_type != ET_DYN || header.e_phentsize != sizeof(Segment) || header.e_phnum == 0)
        return "it is not a shared library";
    if (!stream.seekg(static_cast<std::streamoff>(header.e_phoff)))
        return "it is cut short";
    for (int i = 0; i < header.e_phnum; ++i) {
        Segment segment;
        if (!stream.read(reinterpret_cast<char*>(&segment), sizeof segment) || segment.p_offset > size ||
            segment.p_filesz > size - segment.p_offset)
            return "it is cut short";
    }
    return {};
}

} // namespace vlmo
