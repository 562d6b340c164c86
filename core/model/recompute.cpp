#include "core/model/recompute.h"

#include <ATen/Context.h>

#include <mutex>

namespace vlmo {

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

namespace {

using Body = std::function<Tensor(const Tensor&, const Tensor&)>;

/// The body and the state of the random generator it started with, carried from the forward to the backward pass.
struct Recipe : torch::CustomClassHolder {
    Body body;
    Tensor random;
};

Tensor randomState(const torch::Device& device)
{
    at::Generator generator = at::globalContext().defaultGenerator(device);
    const std::lock_guard lock(generator.mutex());
    return generator.get_state();
}

void setRandomState(const torch::Device& device, const Tensor& state)
{
    at::Generator generator = at::globalContext().defaultGenerator(device);
    const std::lock_guard lock(generator.mutex());
    generator.set_state(state);
}

class Recompute final : public torch::autograd::Function<Recompute> {
public:
    static Tensor forward(AutogradContext* context, const Tensor& x, const Tensor& bias,
                          const c10::intrusive_ptr<Recipe>& recipe)
    {
        recipe->random = randomState(x.device());
        context->save_for_backward({x, bias});
        context->saved_data["recipe"] = c10::IValue::make_capsule(recipe);
        torch::NoGradGuard noGradient;
        return recipe->body(x, bias);
    }

    static variable_list backward(AutogradContext* context, variable_list gradients)
    {
        const variable_list saved = context->get_saved_variables();
        const auto recipe = c10::static_intrusive_pointer_cast<Recipe>(context->saved_data["recipe"].toCapsule());
        const Tensor x = saved[0].detach().requires_grad_(true);
        const Tensor bias = saved[1].defined() ? saved[1].detach().requires_grad_(true) : Tensor();

        const Tensor later = randomState(x.device());
        setRandomState(x.device(), recipe->random);
        {
            const torch::AutoGradMode withGradient(true);
            torch::autograd::backward({recipe->body(x, bias)}, {gradients[0]});
        }
        setRandomState(x.device(), later);
        return {x.grad(), bias.defined() ? bias.grad() : Tensor(), Tensor()};
    }
};

} // namespace

Tensor recomputed(const Tensor& x, const Tensor& bias, Body body)
{
    if (!torch::GradMode::is_enabled())
        return body(x, bias);
    auto recipe = c10::make_intrusive<Recipe>();
    recipe->body = std::move(body);
    return Recompute::apply(x, bias, recipe);
}

} // namespace vlmo
