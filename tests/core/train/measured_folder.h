#pragma once

#include "core/data/dataset.h"
#include "core/vision/image.h"
#include "tests/support/bitmap_file.h"
#include "tests/support/temporary_folder.h"

#include <string>

namespace vlmo::test {

/// A data set of solid pictures in which the red of a picture says what it shows.
struct MeasuredFolder {
    MeasuredFolder()
    {
        dataset.name = "colours";
        dataset.folder = folder.path();
    }

    std::filesystem::path picture(std::uint8_t red)
    {
        return folder.write(std::to_string(m_pictures++) + ".bmp", solidBitmap(2, 2, red, 0, 0));
    }

    Record& add(const std::string& split, std::uint8_t red)
    {
        Record& record = dataset.records.emplace_back();
        record.image = picture(red);
        record.split = split;
        return record;
    }

    TemporaryFolder folder;
    Dataset dataset;

private:
    int m_pictures = 0;
};

inline RgbImage unchanged(const RgbImage& picture)
{
    return picture;
}

inline int redOf(const RgbImage& picture)
{
    return picture.pixels.front();
}

} // namespace vlmo::test
