#include "core/base/error.h"
#include "core/checkpoint/interpolate.h"
#include "core/model/beit.h"
#include "core/model/import.h"
#include "core/model/tensor_names.h"

#include <algorithm>
#include <cstring>
#include <list>
#include <memory>
#include <utility>

namespace vlmo {
namespace {

constexpr const char* relativeTable = "relative_position_bias_table";
constexpr const char* absolutePositions = "transformer.pos_embed";
constexpr const char* textPositions = "text_embeddings.position_embeddings.weight";
constexpr const char* tokenTypes = "token_type_embeddings.weight";
constexpr std::int64_t clsRows = 3;      ///< cls to any, any to cls, cls to cls
constexpr std::int64_t crossingRows = 2; ///< text to image, image to text

using Shape = std::vector<std::int64_t>;

/// Fits one checkpoint to one configuration, tensor by tensor.
class Fitter {
public:
    Fitter(const TensorFile& source, const ModelConfig& config, bool beit)
        : m_source(source), m_config(config), m_beit(beit), m_owned(std::make_shared<Owned>())
    {
        m_owned->source = source.storage;
        m_result.config = config;
    }

    FittedWeights fit()
    {
        const auto expected = expectedTensors(m_config);
        for (const auto& [name, shape] : expected) {
            const auto found = m_source.tensors.find(name);
            if (found == m_source.tensors.end())
                report().missing.push_back(name);
            else
                fitTensor(name, found->second, shape);
        }
        for (const auto& [name, tensor] : m_source.tensors) {
            if (isPositionCounter(name))
                report().notes.push_back(name + ": dropped, it only counts the text positions");
            else if (!expected.contains(name))
                report().unexpected.push_back(name);
        }
        m_result.file.source = m_source.source;
        m_result.file.storage = m_owned;
        return std::move(m_result);
    }

private:
    /// What the result's views point into.
    struct Owned {
        std::shared_ptr<const void> source;
        std::list<std::vector<float>> floats;
        std::list<std::vector<std::byte>> bytes;
    };

    LoadReport& report() { return m_result.report; }

    [[noreturn]] void refuse(const std::string& name, const std::string& reason) const
    {
        throw Error(ErrorKind::Incompatible, m_source.source + ": the tensor " + name + " " + reason);
    }

    void fitTensor(const std::string& name, const TensorView& tensor, const Shape& shape)
    {
        if (tensor.dtype != DType::F32 && tensor.dtype != DType::F16 && tensor.dtype != DType::BF16 &&
            tensor.dtype != DType::F64)
            refuse(name, "holds whole numbers instead of weights");
        if (name == relativeTable && (m_beit || tensor.shape != shape))
            return fitRelativeTable(tensor, shape);
        if (tensor.shape != shape && name == absolutePositions)
            return fitAbsolutePositions(tensor, shape);
        if (tensor.shape != shape && (name == textPositions || name == tokenTypes))
            return fitRows(name, tensor, shape);
        if (tensor.shape != shape)
            refuse(name, "has the shape " + shapeText(tensor.shape) + ", the model needs " + shapeText(shape));
        keep(name, tensor);
    }

    void keep(const std::string& name, TensorView tensor)
    {
        m_result.file.tensors.emplace(name, std::move(tensor));
        report().loaded.push_back(name);
    }

    void keepFloats(const std::string& name, const Shape& shape, std::vector<float> values)
    {
        const std::vector<float>& kept = m_owned->floats.emplace_back(std::move(values));
        keep(name, {DType::F32, shape, std::as_bytes(std::span(kept))});
    }

    /// The first rows of a longer table; for token types also one row more than there is.
    void fitRows(const std::string& name, const TensorView& tensor, const Shape& shape)
    {
        const bool sameWidth = tensor.shape.size() == 2 && tensor.shape[1] == shape[1] && tensor.shape[0] > 0;
        const auto rowBytes = sameWidth ? tensor.bytes.size() / static_cast<std::size_t>(tensor.shape[0]) : 0;
        if (sameWidth && tensor.shape[0] > shape[0]) {
            report().resized.push_back(name + ": " + std::to_string(tensor.shape[0]) + " -> " +
                                       std::to_string(shape[0]) + " rows");
            return keep(name, {tensor.dtype, shape, tensor.bytes.first(static_cast<std::size_t>(shape[0]) * rowBytes)});
        }
        if (sameWidth && name == tokenTypes && tensor.shape[0] == 2 && shape[0] == 3)
            return addSecondImage(tensor, shape, rowBytes);
        refuse(name, "has the shape " + shapeText(tensor.shape) + " and cannot be made " + shapeText(shape));
    }

    /// The second picture of NLVR2 starts with the token type of the first one (MODEL.md section 2).
    void addSecondImage(const TensorView& tensor, const Shape& shape, std::size_t rowBytes)
    {
        std::vector<std::byte>& rows = m_owned->bytes.emplace_back(tensor.bytes.begin(), tensor.bytes.end());
        const std::vector<std::byte> image(rows.end() - static_cast<std::ptrdiff_t>(rowBytes), rows.end());
        rows.insert(rows.end(), image.begin(), image.end());
        keep(tokenTypes, {tensor.dtype, shape, rows});
        report().newlyInitialised.push_back(std::string(tokenTypes) + ": row 2 is a copy of row 1");
    }

    void fitAbsolutePositions(const TensorView& tensor, const Shape& shape)
    {
        const bool threeSizes = tensor.shape.size() == 3 && tensor.shape[0] == 1 && tensor.shape[2] == shape[2];
        const std::optional<std::int64_t> grid = threeSizes ? gridOfTokens(tensor.shape[1]) : std::nullopt;
        if (!grid)
            refuse(absolutePositions, "has the shape " + shapeText(tensor.shape) + ", which is no square grid");
        const std::vector<float> all = m_source.floats(absolutePositions);
        const auto cls = all.begin() + shape[2]; // The first row stays as it is.
        std::vector<float> values(all.begin(), cls);
        const std::vector<float> patches = interpolatePositions({cls, all.end()}, static_cast<int>(*grid),
                                                                static_cast<int>(m_config.grid()), shape[2]);
        values.insert(values.end(), patches.begin(), patches.end());
        keepFloats(absolutePositions, shape, std::move(values));
        reportInterpolation(absolutePositions, *grid);
    }

    void fitRelativeTable(const TensorView& tensor, const Shape& shape)
    {
        if (tensor.shape.size() != 2 || tensor.shape[1] != shape[1])
            refuse(relativeTable, "has the shape " + shapeText(tensor.shape) + ", the model needs " + shapeText(shape));
        const std::int64_t textRows = 2 * m_config.tableTextLength + crossingRows;
        const std::int64_t imageRows = m_beit ? tensor.shape[0] : tensor.shape[0] - textRows;
        const std::optional<std::int64_t> grid = gridOfImageRows(imageRows);
        const std::optional<std::int64_t> indexed = gridOfIndexTable(m_source);
        if (!grid || (indexed && *indexed != *grid))
            refuse(relativeTable, "has " + std::to_string(tensor.shape[0]) + " rows, which do not belong to " +
                                      std::to_string(m_config.tableTextLength) + " text distances");
        const std::vector<float> table = m_source.floats(relativeTable);
        const auto specialRows = table.begin() + (imageRows - clsRows) * shape[1];
        std::vector<float> values = interpolateRelativeTable({table.begin(), specialRows}, static_cast<int>(*grid),
                                                             static_cast<int>(m_config.grid()), shape[1]);
        values.insert(values.end(), specialRows, table.end());
        if (m_beit) {
            values.resize(static_cast<std::size_t>(shape[0] * shape[1]), 0.0F);
            report().newlyInitialised.push_back(std::string(relativeTable) + ": the " + std::to_string(textRows) +
                                                " rows for text are zero, a BEiT file has none");
        }
        keepFloats(relativeTable, shape, std::move(values));
        reportInterpolation(relativeTable, *grid);
    }

    void reportInterpolation(const std::string& name, std::int64_t grid)
    {
        if (grid != m_config.grid())
            report().interpolated.push_back(name + ": " + std::to_string(grid * m_config.patchSize) + " -> " +
                                            std::to_string(m_config.imageSize) + " pixels");
    }

    const TensorFile& m_source;
    const ModelConfig& m_config;
    bool m_beit;
    std::shared_ptr<Owned> m_owned;
    FittedWeights m_result;
};

} // namespace

FittedWeights fitWeights(const TensorFile& checkpoint, const ModelConfig& config)
{
    if (const auto problems = config.problems(); !problems.empty())
        throw Error(ErrorKind::InvalidArgument, "the configuration cannot be fitted to: " + problems.front());
    return isBeit(checkpoint) ? Fitter(beitAsVlmo(checkpoint), config, true).fit()
                              : Fitter(checkpoint, config, false).fit();
}

} // namespace vlmo
