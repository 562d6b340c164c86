#pragma once

// Private to core: speaks torch.

#include "core/base/error.h"
#include "core/base/text_check.h"
#include "core/engine/engine.h"
#include "core/engine/torch_device.h"
#include "core/model/vlmo.h"
#include "core/text/tokenizer.h"
#include "core/vision/preprocess.h"

#include <ATen/Parallel.h>
#include <torch/torch.h>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace vlmo {

inline void refuseUnusable(const std::string& sentence, const char* what)
{
    if (sentence.find_first_not_of(" \t\r\n") == std::string::npos)
        throw Error(ErrorKind::InvalidArgument, std::string("the ") + what + " is empty");
    // Otherwise bytes would vanish in the tokenizer, and the result would be that of another sentence.
    if (!isUtf8(sentence))
        throw Error(ErrorKind::InvalidArgument, std::string("the ") + what + " is not UTF-8 text");
}

/// A tensor's numbers in order, wherever and however it keeps them.
inline std::vector<float> valuesOf(const torch::Tensor& tensor)
{
    const torch::Tensor values = tensor.to(torch::kCPU, torch::kFloat32).contiguous();
    return {values.data_ptr<float>(), values.data_ptr<float>() + values.numel()};
}

/// What an engine holds, and the steps that its calls share.
struct Engine::Impl {
    ModelFolder folder;
    EngineInfo info;
    Tokenizer tokenizer;
    torch::Device device{torch::kCPU};
    Vlmo model{nullptr};
    Pass pass;

    /// A model knows which head it lacks, the folder says which model that is.
    template <typename Body>
    auto namingTheModel(const char* step, Body body) -> decltype(body())
    {
        try {
            return guarded(step, body);
        } catch (const Error& error) {
            throw error.kind() == ErrorKind::Incompatible ? error.during(folder.path.string()) : error;
        }
    }

    /// Every call into torch goes through here: OpenMP keeps its number of threads per thread of ours.
    template <typename Body>
    auto run(const char* step, Body body) -> decltype(body())
    {
        if (at::get_num_threads() != info.threads)
            at::set_num_threads(info.threads);
        return namingTheModel(step, [&] {
            const torch::InferenceMode inference;
            return body();
        });
    }

    /// The same for a body that takes gradients. Tensors that run() made cannot be part of it.
    template <typename Body>
    auto runWithGradients(const char* step, Body body) -> decltype(body())
    {
        if (at::get_num_threads() != info.threads)
            at::set_num_threads(info.threads);
        return namingTheModel(step, [&] {
            const torch::AutoGradMode gradients(true);
            return body();
        });
    }

    /// Throws Error(Incompatible) for a VQA head whose answers nobody can name.
    void requireAnswerList() const
    {
        if (folder.config.vqaAnswers > 0 &&
            static_cast<std::int64_t>(folder.answers.size()) != folder.config.vqaAnswers)
            throw Error(ErrorKind::Incompatible,
                        folder.path.string() + " has a VQA head of " + std::to_string(folder.config.vqaAnswers) +
                            " answers but no list that says what they are; import it again with --answers FILE, or "
                            "with --vqa-annotations TRAIN VAL, which rebuilds the released order");
    }

    torch::Tensor pixels(std::span<const RgbImage> prepared) const
    {
        const std::int64_t side = folder.config.imageSize;
        std::vector<torch::Tensor> planes;
        for (const RgbImage& picture : prepared) {
            if (picture.width != side || picture.height != side)
                throw Error(ErrorKind::InvalidArgument,
                            "the picture is " + std::to_string(picture.width) + " x " + std::to_string(picture.height) +
                                " pixels, but this model takes " + std::to_string(side) + " x " + std::to_string(side));
            planes.push_back(torch::tensor(normalizedPlanes(picture)).view({3, side, side}));
        }
        return torch::stack(planes).to(device);
    }

    std::vector<std::int64_t> pieces(const std::string& sentence) const
    {
        const auto ids = tokenizer.encode(sentence, static_cast<std::size_t>(folder.config.maxTextLength)).ids;
        return {ids.begin(), ids.end()};
    }

    TextBatch text(const std::string& sentence, std::int64_t copies = 1) const
    {
        return {torch::tensor(pieces(sentence), torch::kInt64).unsqueeze(0).expand({copies, -1}).to(device), {}};
    }

    /// The sentences as one padded table; refuses one it cannot use, calling it a `what` (batches.cpp).
    TextBatch texts(std::span<const std::string> sentences, const char* what) const;

    VlmoImpl::Branches branches(Branch branch) const
    {
        return branch == Branch::Own ? VlmoImpl::Branches::OwnOnly : VlmoImpl::Branches::Both;
    }

    torch::Tensor imageVectors(std::span<const RgbImage> prepared, Branch branch)
    {
        const BranchStates states = model->encodeImage(pixels(prepared), pass, branches(branch));
        return branch == Branch::Own ? model->itcImage(states.own, pass) : model->itcVlImage(states.vl, pass);
    }

    /// Of sentences of several lengths: a table for each length, rows in the tables' order.
    torch::Tensor textVectors(const std::vector<torch::Tensor>& tables, Branch branch)
    {
        const BranchStates states = model->encodeSentences(tables, pass, branches(branch));
        return branch == Branch::Own ? model->itcText(states.own, pass) : model->itcVlText(states.vl, pass);
    }

    torch::Tensor matchProbabilities(std::span<const RgbImage> prepared, const std::string& sentence)
    {
        const TextBatch batch = text(sentence, static_cast<std::int64_t>(prepared.size()));
        return torch::softmax(model->itm(model->encodeFused(batch, pixels(prepared), pass).pooled, pass), 1)
            .select(1, 1);
    }

    // Both in evidence.cpp; they fill in the maps of an evidence whose words are there already.

    void addRollout(Evidence& evidence, const RgbImage& prepared, const std::string& sentence,
                    const EvidenceRequest& request);
    void addGradients(Evidence& evidence, const RgbImage& prepared, const std::string& sentence,
                      const EvidenceRequest& request, const std::stop_token& stop);
};

} // namespace vlmo
