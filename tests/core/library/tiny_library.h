#pragma once

#include "core/library/library.h"
#include "tests/core/library/stand_in_embedder.h"
#include "tests/support/temporary_folder.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace vlmo::test {

using Colour = std::array<int, 3>;
inline constexpr Colour red{250, 5, 5};
inline constexpr Colour green{5, 250, 5};
inline constexpr Colour blue{5, 5, 250};

/// The bytes of a BMP file of one colour: the simplest picture that a decoder takes.
inline std::string bitmap(const Colour& colour, int width = 2, int height = 2)
{
    const auto rowBytes = static_cast<std::size_t>((width * 3 + 3) / 4 * 4);
    const std::size_t size = 54 + rowBytes * static_cast<std::size_t>(height);
    std::string bytes = "BM";
    const auto number = [&bytes](std::size_t value, int count) {
        for (int i = 0; i < count; ++i, value >>= 8U)
            bytes += static_cast<char>(value & 0xFFU);
    };
    number(size, 4);
    number(0, 4);
    number(54, 4);
    number(40, 4);
    number(static_cast<std::size_t>(width), 4);
    number(static_cast<std::size_t>(height), 4);
    number(1, 2);
    number(24, 2);
    number(0, 24);
    for (int y = 0; y < height; ++y) {
        const std::size_t begin = bytes.size();
        for (int x = 0; x < width; ++x)
            bytes += {static_cast<char>(colour[2]), static_cast<char>(colour[1]), static_cast<char>(colour[0])};
        bytes.resize(begin + rowBytes, '\0');
    }
    return bytes;
}

/// A folder "pictures", a library "test.vlmolib" beside it, and the model that fills it.
class TinyLibrary {
public:
    explicit TinyLibrary(const std::filesystem::path& parent = std::filesystem::temp_directory_path()) : folder(parent)
    {
        std::filesystem::create_directories(pictures());
    }

    [[nodiscard]] std::filesystem::path pictures() const { return folder / "pictures"; }
    [[nodiscard]] std::filesystem::path file() const { return folder / "test.vlmolib"; }

    std::filesystem::path addPicture(const std::string& name, const Colour& colour) const
    {
        return folder.write("pictures/" + name, bitmap(colour));
    }
    void write(const std::string& name, std::string_view content) const { folder.write("pictures/" + name, content); }

    [[nodiscard]] Library create() const
    {
        return Library::create(file(), "stand-in", StandInEmbedder().fingerprint(), Branch::Own,
                               StandInEmbedder::numbers);
    }
    [[nodiscard]] Library open() const { return Library::open(file()); }

    TemporaryFolder folder;
    StandInEmbedder embedder;
};

/// The names of the hits' files, best first.
inline std::vector<std::string> names(const SearchResult& result)
{
    std::vector<std::string> all;
    for (const SearchHit& hit : result.hits)
        all.push_back(hit.file.filename().string());
    return all;
}

inline std::vector<std::string> names(const Library& library)
{
    std::vector<std::string> all;
    for (const PictureId id : library.pictures())
        all.push_back(library.picture(id).file.filename().string());
    return all;
}

inline std::vector<float> query(const Colour& colour)
{
    return StandInEmbedder::unitVector(
        {static_cast<float>(colour[0]), static_cast<float>(colour[1]), static_cast<float>(colour[2])});
}

/// The record of a picture by the end of its path.
inline PictureRecord recordOf(const Library& library, const std::filesystem::path& file)
{
    const std::optional<PictureId> id = library.find(file);
    return id ? library.picture(*id) : PictureRecord();
}

} // namespace vlmo::test
