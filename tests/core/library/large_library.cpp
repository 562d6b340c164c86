#include "tests/core/library/large_library.h"

#include "core/library/catalogue_writer.h"

#include <cmath>

namespace vlmo::test {

std::vector<float> randomUnitVector(std::mt19937& random, std::int64_t dimension)
{
    std::normal_distribution<float> normal;
    std::vector<float> vector(static_cast<std::size_t>(dimension));
    float squares = 0.0F;
    for (float& number : vector) {
        number = normal(random);
        squares += number * number;
    }
    for (float& number : vector)
        number /= std::sqrt(squares);
    return vector;
}

void makeLargeLibrary(const std::filesystem::path& file, const std::string& fingerprint, std::int64_t pictures,
                      std::int64_t dimension)
{
    std::mt19937 random(1);
    const Catalogue catalogue(CatalogueFile::create(file, {0, "large", fingerprint, Branch::Own, dimension}));
    CatalogueWriter writer(catalogue);
    PictureFile picture;
    picture.root = writer.rootFor(file.parent_path() / "pictures").id;
    for (std::int64_t i = 0; i < pictures; ++i) {
        picture.path = std::to_string(i) + ".jpg";
        const PictureId id = writer.put(picture);
        writer.setVector(id, halvesFromFloats(randomUnitVector(random, dimension)));
        writer.setNotes(id, {{"caption " + std::to_string(i % 1000)}, {}}, "digest");
    }
    writer.commit();
}

} // namespace vlmo::test
