#include "core/model/attend.h"

#include "core/model/softmax_rows.h"
#include "core/model/tensor_data.h"

#include <ATen/Parallel.h>

#include <cmath>

namespace vlmo {

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

namespace {

double scaleOf(std::int64_t headWidth)
{
    return 1.0 / std::sqrt(static_cast<double>(headWidth));
}

/// The keys that may not be attended to, for logits [B, H, N, N].
Tensor hidden(const Tensor& keys)
{
    return keys.logical_not().unsqueeze(1).unsqueeze(1);
}

/// softmax(logits + bias) over the keys that may be attended to, in place of the logits [B, H, N, N].
void softmaxInPlace(const Tensor& logits, const Tensor& positionBias, const Tensor& keys)
{
    const std::int64_t heads = logits.size(1);
    const auto places = static_cast<std::size_t>(logits.size(2));
    const Tensor bias = positionBias.defined() ? positionBias.contiguous() : Tensor(); // [H, N, N]
    const Tensor mask = keys.defined() ? keys.contiguous() : Tensor();                 // [B, N]
    Bf16* const values = bitsOf(logits);
    const float* const biases = floatsOf(bias);
    const bool* const masks = mask.defined() ? mask.data_ptr<bool>() : nullptr;
    at::parallel_for(0, logits.size(0) * heads, 1, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t i = begin; i < end; ++i) {
            const auto head = static_cast<std::size_t>(i % heads);
            const auto sample = static_cast<std::size_t>(i / heads);
            softmaxRows(values + static_cast<std::size_t>(i) * places * places,
                        biases != nullptr ? biases + head * places * places : nullptr,
                        masks != nullptr ? masks + sample * places : nullptr, places, places);
        }
    });
}

/// Gradients of the weights [B, H, N, N] become those of the logits; adds these, over the samples, to `ofBias` [H, N,
/// N] where it is defined.
void softmaxBackwardInPlace(const Tensor& gradients, const Tensor& weights, const Tensor& ofBias)
{
    const std::int64_t samples = weights.size(0);
    const std::int64_t heads = weights.size(1);
    const std::int64_t places = weights.size(2);
    Bf16* const values = bitsOf(gradients);
    const Bf16* const given = bitsOf(weights);
    float* const sums = floatsOf(ofBias);
    // Each thread has rows of its own, of all samples: so it may add them up.
    at::parallel_for(0, heads * places, 16, [&](std::int64_t begin, std::int64_t end) {
        while (begin < end) {
            const std::int64_t head = begin / places;
            const std::int64_t rows = std::min(end, (head + 1) * places) - begin;
            for (std::int64_t sample = 0; sample < samples; ++sample) {
                const std::int64_t first = (sample * heads * places + begin) * places;
                softmaxRowsBackward(values + first, given + first, sums != nullptr ? sums + begin * places : nullptr,
                                    static_cast<std::size_t>(rows), static_cast<std::size_t>(places));
            }
            begin += rows;
        }
    });
}

struct Parts {
    Tensor packed;  ///< [3, B H, N, D]: scaled queries, keys, values
    Tensor weights; ///< [B, H, N, N]
    Tensor mixed;   ///< [B, N, d]
};

Parts partsOf(const Tensor& qkv, std::int64_t heads, const Tensor& positionBias, const Tensor& keys)
{
    const std::int64_t batch = qkv.size(0);
    const std::int64_t places = qkv.size(1);
    const std::int64_t headWidth = qkv.size(2) / 3 / heads;
    Parts parts;
    parts.packed = qkv.view({batch, places, 3, heads, headWidth})
                       .permute({2, 0, 3, 1, 4})
                       .clone(at::MemoryFormat::Contiguous)
                       .view({3, batch * heads, places, headWidth});
    parts.packed[0].mul_(scaleOf(headWidth));
    Tensor logits = torch::bmm(parts.packed[0], parts.packed[1].transpose(1, 2)).view({batch, heads, places, places});
    if (logits.scalar_type() == torch::kBFloat16) {
        softmaxInPlace(logits, positionBias, keys);
        parts.weights = logits;
    } else {
        if (positionBias.defined())
            logits.add_(positionBias);
        if (keys.defined())
            logits.masked_fill_(hidden(keys), -INFINITY);
        parts.weights = torch::softmax(logits, -1);
    }
    parts.mixed = torch::bmm(parts.weights.view({batch * heads, places, places}), parts.packed[2])
                      .view({batch, heads, places, headWidth})
                      .transpose(1, 2)
                      .reshape({batch, places, heads * headWidth});
    return parts;
}

class AttendAtOnce final : public torch::autograd::Function<AttendAtOnce> {
public:
    static variable_list forward(AutogradContext* context, const Tensor& qkv, const OptionalTensor& positionBias,
                                 const OptionalTensor& keys, std::int64_t heads)
    {
        const Parts parts = partsOf(qkv, heads, positionBias.value_or(Tensor()), keys.value_or(Tensor()));
        context->save_for_backward({parts.packed, parts.weights});
        context->saved_data["bias"] = positionBias && positionBias->defined() && positionBias->requires_grad();
        context->mark_non_differentiable({parts.weights});
        context->set_materialize_grads(false);
        return {parts.mixed, parts.weights};
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients)
    {
        const variable_list saved = context->get_saved_variables();
        const Tensor& packed = saved[0];
        const Tensor& weights = saved[1]; // [B, H, N, N]
        const std::int64_t batch = weights.size(0);
        const std::int64_t heads = weights.size(1);
        const std::int64_t places = weights.size(2);
        const std::int64_t headWidth = packed.size(3);
        const Tensor flat = weights.view({batch * heads, places, places});
        const Tensor ofMixed = gradients[0]
                                   .view({batch, places, heads, headWidth})
                                   .transpose(1, 2)
                                   .reshape({batch * heads, places, headWidth});

        Tensor ofPacked = torch::empty_like(packed);
        Tensor ofQueries = ofPacked[0];
        Tensor ofKeys = ofPacked[1];
        Tensor ofValues = ofPacked[2];
        at::bmm_out(ofValues, flat.transpose(1, 2), ofMixed);
        Tensor ofLogits = torch::bmm(ofMixed, packed[2].transpose(1, 2));
        Tensor ofBias;
        if (weights.scalar_type() == torch::kBFloat16) {
            if (context->saved_data["bias"].toBool())
                ofBias = torch::zeros({heads, places, places}, weights.options().dtype(torch::kFloat32));
            softmaxBackwardInPlace(ofLogits, weights, ofBias);
        } else {
            ofLogits = at::_softmax_backward_data(ofLogits, flat, -1, torch::kFloat32);
            if (context->saved_data["bias"].toBool())
                ofBias = ofLogits.view({batch, heads, places, places}).sum(0);
        }
        at::bmm_out(ofQueries, ofLogits, packed[1]);
        ofQueries.mul_(scaleOf(headWidth));
        at::bmm_out(ofKeys, ofLogits.transpose(1, 2), packed[0]);
        const Tensor ofQkv = ofPacked.view({3, batch, heads, places, headWidth})
                                 .permute({1, 3, 0, 2, 4})
                                 .reshape({batch, places, 3 * heads * headWidth});
        return {ofQkv, ofBias, Tensor(), Tensor()};
    }
};

} // namespace

Attended attend(const Tensor& qkv, std::int64_t heads, const Tensor& positionBias, const Tensor& keys)
{
    const std::int64_t batch = qkv.size(0);
    const std::int64_t places = qkv.size(1);
    const std::int64_t headWidth = qkv.size(2) / 3 / heads;
    const std::vector<Tensor> parts =
        qkv.view({batch, places, 3, heads, headWidth}).permute({2, 0, 3, 1, 4}).unbind(0); // each [B, H, N, D]
    Tensor logits = torch::matmul(parts[0] * scaleOf(headWidth), parts[1].transpose(-2, -1)).to(torch::kFloat32);
    if (positionBias.defined())
        logits = logits + positionBias.unsqueeze(0);
    if (keys.defined())
        logits = logits.masked_fill(hidden(keys), -INFINITY);
    const Tensor weights = torch::softmax(logits, -1).to(qkv.scalar_type());
    return {torch::matmul(weights, parts[2]).transpose(1, 2).reshape({batch, places, heads * headWidth}), weights};
}

Attended attendAtOnce(const Tensor& qkv, std::int64_t heads, const Tensor& positionBias, const Tensor& keys)
{
    if (torch::GradMode::is_enabled()) {
        const variable_list results =
            AttendAtOnce::apply(qkv, OptionalTensor(positionBias), OptionalTensor(keys), heads);
        return {results[0], results[1]};
    }
    const Parts parts = partsOf(qkv, heads, positionBias, keys);
    return {parts.mixed, parts.weights};
}

} // namespace vlmo
