#include "core/model/infer_config.h"

#include "core/base/error.h"
#include "core/model/beit.h"
#include "core/model/config_hints.h"
#include "core/model/import.h"
#include "core/model/tensor_names.h"

#include <algorithm>
#include <utility>

namespace vlmo {
namespace {

using Notes = std::vector<std::string>;

constexpr std::int64_t defaultTextDistances = 196; ///< max_text_len_of_initckpt of every released model.

/// Where a value of the configuration was found, and for which one.
void note(Notes& notes, const std::string& what, std::int64_t value, const std::string& from)
{
    notes.push_back(what + " " + std::to_string(value) + ", from " + from);
}

/// Asks the checkpoint, in VLMo's names, one question at a time.
class ShapeReader {
public:
    explicit ShapeReader(const TensorFile& file) : m_file(file) {}

    [[nodiscard]] bool has(const std::string& name) const { return m_file.tensors.contains(name); }

    /// Whether any tensor of this part is there.
    [[nodiscard]] bool hasPart(const std::string& prefix) const
    {
        const auto found = m_file.tensors.lower_bound(prefix);
        return found != m_file.tensors.end() && found->first.starts_with(prefix);
    }

    /// A size of a tensor that must have this many dimensions.
    [[nodiscard]] std::int64_t size(const std::string& name, std::size_t dimensions, std::size_t which) const
    {
        const TensorView& tensor = m_file.at(name);
        if (tensor.shape.size() != dimensions)
            throw Error(ErrorKind::Incompatible, m_file.source + ": the tensor " + name + " has the shape " +
                                                     shapeText(tensor.shape) + " and should have " +
                                                     std::to_string(dimensions) + " dimensions");
        return tensor.shape[which];
    }

    [[nodiscard]] std::int64_t sizeOr(const std::string& name, std::size_t dimensions, std::size_t which,
                                      std::int64_t otherwise) const
    {
        return has(name) ? size(name, dimensions, which) : otherwise;
    }

    [[nodiscard]] const TensorFile& file() const { return m_file; }

private:
    const TensorFile& m_file;
};

[[noreturn]] void askFor(const ShapeReader& shapes, const std::string& what, const std::string& options)
{
    throw Error(ErrorKind::Incompatible, shapes.file().source + " does not tell " + what + "; give it with " + options);
}

void inferTrunk(const ShapeReader& shapes, ModelConfig& config)
{
    const std::string patches = "transformer.patch_embed.proj.weight";
    config.width = shapes.size(patches, 4, 0);
    config.patchSize = shapes.size(patches, 4, 3);
    config.depth = countBlocks(shapes.file(), "transformer.blocks.");
    if (config.depth == 0 || config.width <= 0)
        throw Error(ErrorKind::Incompatible, shapes.file().source + " holds no transformer blocks");
    // The paper's ablations: their tensors stand in place of the experts' and of the shared attention's.
    config.sharedExpert = shapes.hasPart("transformer.blocks.0.mlp_shared.");
    config.separateAttention = shapes.hasPart("transformer.blocks.0.attn_text.");
    const char* expert = config.sharedExpert ? "mlp_shared" : "mlp_imag";
    config.ffnRatio = shapes.size("transformer.blocks.0." + std::string(expert) + ".fc1.weight", 2, 0) / config.width;
    config.vlStart = config.depth;
    for (std::int64_t block = config.depth; block > 0; --block)
        if (shapes.hasPart("transformer.blocks." + std::to_string(block - 1) + ".mlp_vl."))
            config.vlStart = block - 1;
    config.layerScaleInit = shapes.has("transformer.blocks.0.gamma_1") ? std::optional(0.1) : std::nullopt;
}

void inferHeads(const ShapeReader& shapes, ModelConfig& config)
{
    config.hasItc = shapes.hasPart("itc_text_proj.") || shapes.hasPart("itc_image_proj.");
    config.hasItcVl = shapes.hasPart("itc_vl_text_proj.") || shapes.hasPart("itc_vl_image_proj.");
    config.hasItm = shapes.hasPart("itm_score.");
    config.hasMlm = shapes.hasPart("mlm_score.");
    config.vqaAnswers = shapes.sizeOr("vqa_classifier.3.weight", 2, 0, 0);
    config.hasNlvr2 = shapes.hasPart("nlvr2_classifier.");
    config.imageClasses = shapes.sizeOr("image_classifier.fc.weight", 2, 0, 0);
    config.tokenTypes = shapes.sizeOr("token_type_embeddings.weight", 2, 0, config.tokenTypes);
}

/// One table row count stands for many pairs of a grid and a number of text distances; these are its halves.
struct TableSplit {
    std::int64_t grid = 0;
    std::int64_t textLength = 0;
};

std::vector<TableSplit> possibleSplits(std::int64_t rows, std::int64_t shortestText)
{
    std::vector<TableSplit> splits;
    constexpr std::int64_t mostRows = 1'000'000'000;
    for (std::int64_t grid = 1; rows <= mostRows; ++grid) {
        const std::int64_t side = 2 * grid - 1;
        const std::int64_t rest = rows - side * side - 3 - 2;
        if (rest < 2 * shortestText || rest < 0)
            break;
        if (rest % 2 == 0)
            splits.push_back({grid, rest / 2});
    }
    return splits;
}

/// Tries what is known, the surest first. `Candidate` returns whether a split is the one it speaks for.
TableSplit chooseSplit(const ShapeReader& shapes, const ModelConfig& config, const ConfigHints& hints,
                       const CheckpointImport& options, Notes& notes)
{
    const std::int64_t rows = shapes.size("relative_position_bias_table", 2, 0);
    const std::vector<TableSplit> splits = possibleSplits(rows, config.maxTextLength);
    const auto choose = [&](const std::optional<std::int64_t>& grid, const std::optional<std::int64_t>& text,
                            const char* from) -> std::optional<TableSplit> {
        const auto found = std::find_if(splits.begin(), splits.end(), [&](const TableSplit& split) {
            return (!grid || *grid == split.grid) && (!text || *text == split.textLength);
        });
        if ((!grid && !text) || found == splits.end())
            return std::nullopt;
        note(notes, "grid of patches", found->grid, from);
        note(notes, "text distances", found->textLength, from);
        return *found;
    };
    const auto gridOf = [&](const std::optional<std::int64_t>& pixels) {
        return pixels ? std::optional(*pixels / config.patchSize) : std::nullopt;
    };
    // The index table is part of the file, no hint from outside: where the two contradict each other, one is damaged.
    if (const auto grid = gridOfIndexTable(shapes.file())) {
        if (const auto split = choose(grid, {}, "the index table"))
            return *split;
        throw Error(ErrorKind::Incompatible, shapes.file().source + ": the relative_position_bias_table has " +
                                                 std::to_string(rows) + " rows, which do not fit the grid of " +
                                                 std::to_string(*grid) + " patches a side of its index table");
    }
    if (const auto split = choose({}, hints.tableTextLength, "the configuration file"))
        return *split;
    if (const auto split = choose({}, defaultTextDistances, "the released models' text length"))
        return *split;
    if (splits.size() == 1)
        return splits.front();
    if (const auto split = choose(gridOf(options.imageSize), {}, "the image size given"))
        return *split;
    if (const auto split = choose(gridOf(hints.imageSize), {}, "the configuration file"))
        return *split;
    if (const auto split = choose({}, config.maxTextLength, "the number of text positions"))
        return *split;
    if (splits.empty())
        throw Error(ErrorKind::Incompatible, shapes.file().source + ": the relative_position_bias_table has " +
                                                 std::to_string(rows) + " rows, which fit no grid of patches");
    askFor(shapes, "the image size (its position table fits several)", "--image-size or --config");
}

void inferRelativePositions(const ShapeReader& shapes, ModelConfig& config, const ConfigHints& hints,
                            const CheckpointImport& options, Notes& notes)
{
    config.positions = PositionKind::RelativeBias;
    const std::int64_t columns = shapes.size("relative_position_bias_table", 2, 1);
    if (columns % config.depth != 0)
        throw Error(ErrorKind::Incompatible, shapes.file().source + ": the relative_position_bias_table has " +
                                                 std::to_string(columns) + " columns for " +
                                                 std::to_string(config.depth) + " blocks");
    config.heads = columns / config.depth;
    const TableSplit split = chooseSplit(shapes, config, hints, options, notes);
    config.imageSize = split.grid * config.patchSize;
    config.tableTextLength = split.textLength;
}

void inferAbsolutePositions(const ShapeReader& shapes, ModelConfig& config, const ConfigHints& hints,
                            const CheckpointImport& options, Notes& notes)
{
    config.positions = PositionKind::Absolute;
    const std::int64_t tokens = shapes.size("transformer.pos_embed", 3, 1);
    const std::optional<std::int64_t> grid = gridOfTokens(tokens);
    if (!grid)
        throw Error(ErrorKind::Incompatible, shapes.file().source + ": the transformer.pos_embed has " +
                                                 std::to_string(tokens) + " places, which are no square grid");
    config.imageSize = *grid * config.patchSize;
    config.tableTextLength = std::max(config.maxTextLength, hints.tableTextLength.value_or(defaultTextDistances));
    if (options.preset) {
        config.heads = presetConfig(*options.preset).heads;
        note(notes, "heads", config.heads, "the preset " + *options.preset);
        return;
    }
    if (hints.heads) {
        config.heads = *hints.heads;
        note(notes, "heads", config.heads, "the configuration file");
        return;
    }
    for (const std::string& name : presetNames()) {
        const ModelConfig preset = presetConfig(name);
        if (preset.positions == PositionKind::Absolute && preset.width == config.width &&
            preset.depth == config.depth) {
            config.heads = preset.heads;
            note(notes, "heads", config.heads, "the preset " + name + ", which has this width and depth");
            return;
        }
    }
    askFor(shapes, "the number of heads (its positions are absolute)", "--preset or --config");
}

/// BEiT has no words: what concerns them comes from the configuration or is what the released models have.
void inferBeitPositions(const ShapeReader& shapes, ModelConfig& config, const ConfigHints& hints, Notes& notes)
{
    const std::int64_t columns = shapes.size("relative_position_bias_table", 2, 1);
    const std::optional<std::int64_t> grid = gridOfImageRows(shapes.size("relative_position_bias_table", 2, 0));
    if (!grid)
        throw Error(ErrorKind::Incompatible, shapes.file().source + ": its position tables fit no grid of patches");
    config.positions = PositionKind::RelativeBias;
    config.heads = columns / config.depth;
    config.imageSize = *grid * config.patchSize;
    config.tableTextLength = hints.tableTextLength.value_or(defaultTextDistances);
    config.maxTextLength = std::min(config.maxTextLength, config.tableTextLength);
    config.vocabularySize = hints.vocabularySize.value_or(config.vocabularySize);
    notes.emplace_back("a BEiT file: it becomes the vision expert; the sizes of the text part are not from it");
}

void override(std::int64_t& value, const std::optional<std::int64_t>& wanted, const std::string& what, Notes& notes)
{
    if (!wanted || *wanted == value)
        return;
    notes.push_back(what + " " + std::to_string(*wanted) + " instead of the file's " + std::to_string(value));
    value = *wanted;
}

} // namespace

ModelConfig inferConfig(const TensorFile& checkpoint, const CheckpointImport& options, Notes& notes)
{
    const bool beit = isBeit(checkpoint);
    const TensorFile converted = beit ? beitAsVlmo(checkpoint) : TensorFile{};
    const ShapeReader shapes(beit ? converted : checkpoint);
    const ConfigHints hints = options.config ? readConfigHints(*options.config) : ConfigHints{};

    ModelConfig config;
    inferTrunk(shapes, config);
    if (config.sharedExpert)
        notes.emplace_back("no experts: one feed-forward network for words and patches (mlp_shared)");
    if (config.separateAttention)
        notes.emplace_back("an attention of its own for words and for patches (attn_text, attn_imag)");
    inferHeads(shapes, config);
    config.vocabularySize = shapes.sizeOr("text_embeddings.word_embeddings.weight", 2, 0, config.vocabularySize);
    config.maxTextLength = shapes.sizeOr("text_embeddings.position_embeddings.weight", 2, 0, config.maxTextLength);
    if (beit && shapes.has("relative_position_bias_table"))
        inferBeitPositions(shapes, config, hints, notes);
    else if (shapes.has("relative_position_bias_table"))
        inferRelativePositions(shapes, config, hints, options, notes);
    else if (shapes.has("transformer.pos_embed"))
        inferAbsolutePositions(shapes, config, hints, options, notes);
    else
        throw Error(ErrorKind::Incompatible,
                    checkpoint.source + " holds neither a relative_position_bias_table nor a transformer.pos_embed");

    override(config.imageSize, options.imageSize ? options.imageSize : hints.imageSize, "image size", notes);
    override(config.maxTextLength, options.maxTextLength ? options.maxTextLength : hints.maxTextLength, "text length",
             notes);
    if (const auto problems = config.problems(); !problems.empty())
        throw Error(ErrorKind::Incompatible, checkpoint.source + ": " + problems.front());
    return config;
}

ModelConfig inferConfig(const TensorFile& checkpoint, const CheckpointImport& options)
{
    Notes notes;
    return inferConfig(checkpoint, options, notes);
}

} // namespace vlmo
