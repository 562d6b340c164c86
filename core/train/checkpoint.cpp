#include "core/train/checkpoint.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/checkpoint/tensor_file.h"
#include "core/model/weights.h"

#include <nlohmann/json.hpp>

namespace vlmo {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

void fillCheckpoint(const fs::path& temporary, const RunProgress& progress, const torch::nn::Module& model,
                    const AdamW& optimizer)
{
    writeSafetensors(temporary / "weights.safetensors", weightsOf(model).views);
    std::map<std::string, torch::Tensor> owners;
    std::map<std::string, TensorView> views;
    for (const auto& [name, tensor] : optimizer.state()) {
        owners[name] = tensor.to(torch::kCPU).contiguous();
        views[name] = toView(owners[name]);
    }
    writeSafetensors(temporary / "optimiser.safetensors", views);
    writeFileAtomically(temporary / "progress.json", json{{"schema", 1},
                                                          {"step", progress.step},
                                                          {"trained_seconds", progress.trainedSeconds},
                                                          {"optimiser_steps", optimizer.steps()}}
                                                         .dump());
}

} // namespace

void saveCheckpoint(const fs::path& folder, const RunProgress& progress, const torch::nn::Module& model,
                    const AdamW& optimizer)
{
    fs::path temporary = folder;
    temporary += ".tmp";
    std::error_code code;
    fs::remove_all(temporary, code);
    // Not the folders above it: a run that somebody removed is not to come back as a folder with one checkpoint.
    fs::create_directory(temporary, code);
    if (code)
        throw Error(ErrorKind::Internal, "the checkpoint " + folder.string() + " cannot be written: " + code.message());
    try {
        fillCheckpoint(temporary, progress, model, optimizer);
    } catch (...) {
        fs::remove_all(temporary, code); // On a full disk its half would take the room that the run's state needs.
        throw;
    }
    fs::remove_all(folder, code);
    fs::rename(temporary, folder, code);
    if (code)
        throw Error(ErrorKind::Internal, "the checkpoint " + folder.string() + " cannot be written: " + code.message());
}

RunProgress loadCheckpoint(const fs::path& folder, torch::nn::Module& model, AdamW& optimizer)
{
    RunProgress result;
    std::int64_t optimizerSteps = 0;
    try {
        const json progress = json::parse(readFile(folder / "progress.json", 1U << 16U));
        result.step = progress.at("step").get<std::int64_t>();
        result.trainedSeconds = progress.at("trained_seconds").get<double>();
        optimizerSteps = progress.at("optimiser_steps").get<std::int64_t>();
    } catch (const json::exception& error) {
        throw Error(ErrorKind::BadInput, (folder / "progress.json").string() + " is damaged: " + error.what());
    }
    try {
        loadWeights(model, readSafetensors(folder / "weights.safetensors"));
        std::map<std::string, torch::Tensor> state;
        const TensorFile file = readSafetensors(folder / "optimiser.safetensors");
        for (const auto& [name, view] : file.tensors)
            state.emplace(name, toTorch(view));
        optimizer.restore(state, optimizerSteps);
    } catch (const Error& error) {
        throw error.during("reading the checkpoint " + folder.string());
    }
    return result;
}

} // namespace vlmo
