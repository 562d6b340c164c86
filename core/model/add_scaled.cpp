#include "core/model/add_scaled.h"

#include "core/model/add_scaled_rows.h"
#include "core/model/tensor_data.h"

#include <ATen/Parallel.h>

namespace vlmo {

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

namespace {

/// One number for each row of x [B, N, d].
Tensor forEachRow(const Tensor& paths, const Tensor& x)
{
    return paths.defined() ? paths.expand({x.size(0), x.size(1), 1}).contiguous() : Tensor();
}

constexpr std::int64_t kRowsAtOnce = 32;

/// `work(first, count)` on parts of the rows.
template <typename Work>
void inParts(const Tensor& x, Work work)
{
    at::parallel_for(0, x.size(0) * x.size(1), kRowsAtOnce, [&](std::int64_t begin, std::int64_t end) {
        work(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
    });
}

Tensor sumOf(const Tensor& x, const Tensor& update, const Tensor& gamma, const Tensor& rowPaths)
{
    Tensor out = torch::empty_like(x);
    const auto columns = static_cast<std::size_t>(x.size(2));
    const auto add = [&](const auto* updates) {
        inParts(x, [&](std::size_t first, std::size_t rows) {
            const float* const paths = floatsOf(rowPaths);
            addScaledRows(floatsOf(x) + first * columns, updates + first * columns, floatsOf(gamma),
                          paths != nullptr ? paths + first : nullptr, floatsOf(out) + first * columns, rows, columns);
        });
    };
    if (update.scalar_type() == torch::kBFloat16)
        add(bitsOf(update));
    else
        add(floatsOf(update));
    return out;
}

class AddScaled final : public torch::autograd::Function<AddScaled> {
public:
    static Tensor forward(AutogradContext* context, const Tensor& x, const Tensor& update, const OptionalTensor& gamma,
                          const OptionalTensor& paths)
    {
        const Tensor scale = gamma.value_or(Tensor());
        const Tensor rowPaths = forEachRow(paths.value_or(Tensor()), x);
        const bool scaleLearns = scale.defined() && scale.requires_grad();
        context->save_for_backward({scaleLearns ? update : Tensor(), scale, rowPaths});
        context->saved_data["type"] = update.scalar_type();
        return sumOf(x, update, scale, rowPaths);
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients)
    {
        const variable_list saved = context->get_saved_variables();
        const Tensor& update = saved[0];
        const Tensor& gamma = saved[1];
        const Tensor& rowPaths = saved[2];
        const Tensor ofOut = gradients[0].contiguous();
        const auto columns = static_cast<std::size_t>(ofOut.size(2));
        const Tensor ofUpdate =
            torch::empty(ofOut.sizes(), ofOut.options().dtype(context->saved_data["type"].toScalarType()));
        // A row of sums for each thread.
        const Tensor sums =
            update.defined() ? torch::zeros({at::get_num_threads(), ofOut.size(2)}, ofOut.options()) : Tensor();
        const auto back = [&](const auto* updates, auto* ofUpdates) {
            inParts(ofOut, [&](std::size_t first, std::size_t rows) {
                const float* const paths = floatsOf(rowPaths);
                float* const sum =
                    sums.defined() ? sums.data_ptr<float>() + static_cast<std::size_t>(at::get_thread_num()) * columns
                                   : nullptr;
                addScaledRowsBackward(floatsOf(ofOut) + first * columns,
                                      updates != nullptr ? updates + first * columns : nullptr, floatsOf(gamma),
                                      paths != nullptr ? paths + first : nullptr, ofUpdates + first * columns, sum,
                                      rows, columns);
            });
        };
        if (ofUpdate.scalar_type() == torch::kBFloat16)
            back(bitsOf(update), bitsOf(ofUpdate));
        else
            back(floatsOf(update), floatsOf(ofUpdate));
        return {ofOut, ofUpdate, sums.defined() ? sums.sum(0) : Tensor(), Tensor()};
    }
};

} // namespace

Tensor scaled(const Tensor& update, const Tensor& gamma, const Tensor& paths)
{
    Tensor result = update.to(torch::kFloat32);
    if (gamma.defined())
        result = result * gamma;
    return paths.defined() ? result * paths : result;
}

Tensor addScaled(const Tensor& x, const Tensor& update, const Tensor& gamma, const Tensor& paths)
{
    if (!x.is_cpu())
        return x + scaled(update, gamma, paths);
    const Tensor stream = x.contiguous();
    const Tensor given = update.contiguous();
    if (torch::GradMode::is_enabled())
        return AddScaled::apply(stream, given, OptionalTensor(gamma), OptionalTensor(paths));
    return sumOf(stream, given, gamma, forEachRow(paths, stream));
}

} // namespace vlmo
