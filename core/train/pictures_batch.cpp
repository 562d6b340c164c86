#include "core/train/pictures_batch.h"

namespace vlmo {

void drawPictures(PicturesBatch& batch, const BatchRequest& request, const PictureStore& pictures, const Recipe& recipe,
                  std::uint64_t pictureStream, std::uint64_t viewStream, const PictureStore::Wanted& mayFlip)
{
    for (std::uint64_t item = request.firstItem; item < request.firstItem + request.count; ++item) {
        Random chosen(recipe.seed, pictureStream, item);
        const PictureStore::Drawn drawn = pictures.draw(chosen);
        batch.records.push_back(static_cast<std::int64_t>(drawn.index));
        const RgbImage view = trainingView(*drawn.picture, recipe, mayFlip(pictures.record(drawn.index)),
                                           Random(recipe.seed, viewStream, item).next());
        batch.pixels.insert(batch.pixels.end(), view.pixels.begin(), view.pixels.end());
    }
}

} // namespace vlmo
