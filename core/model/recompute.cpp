#include "core/model/recompute.h"

#include <ATen/Context.h>

#include <mutex>

namespace vlmo {

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

namespace {

using Body = std::function<Tensor(const Tensor&, const std::vector<Tensor>&)>;

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
    static Tensor forward(AutogradContext* context, const Tensor& x, at::TensorList biases,
                          const c10::intrusive_ptr<Recipe>& recipe)
    {
        recipe->random = randomState(x.device());
        variable_list inputs = biases.vec();
        inputs.push_back(x);
        context->save_for_backward(std::move(inputs));
        context->saved_data["recipe"] = c10::IValue::make_capsule(recipe);
        torch::NoGradGuard noGradient;
        return recipe->body(x, biases.vec());
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients)
    {
        variable_list biases = context->get_saved_variables();
        const auto recipe = c10::static_intrusive_pointer_cast<Recipe>(context->saved_data["recipe"].toCapsule());
        const Tensor x = biases.back().detach().requires_grad_(true);
        biases.pop_back();
        for (Tensor& bias : biases)
            bias = bias.detach().requires_grad_(true);

        const Tensor later = randomState(x.device());
        setRandomState(x.device(), recipe->random);
        {
            const torch::AutoGradMode withGradient(true);
            torch::autograd::backward({recipe->body(x, biases)}, {gradients[0]});
        }
        setRandomState(x.device(), later);
        variable_list found{x.grad()};
        for (const Tensor& bias : biases)
            found.push_back(bias.grad());
        found.emplace_back(); // of the recipe
        return found;
    }
};

} // namespace

Tensor recomputed(const Tensor& x, const std::vector<Tensor>& biases, Body body)
{
    if (!torch::GradMode::is_enabled())
        return body(x, biases);
    auto recipe = c10::make_intrusive<Recipe>();
    recipe->body = std::move(body);
    return Recompute::apply(x, at::TensorList(biases), recipe);
}

} // namespace vlmo
