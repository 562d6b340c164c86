#include "core/train/process_group.h"

#include "core/base/error.h"

#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>
#ifdef USE_C10D_NCCL
#include <torch/csrc/distributed/c10d/ProcessGroupNCCL.hpp>
#endif

#include <cstdlib>
#include <map>

namespace vlmo {

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

namespace {

/// The two back ends have no common base that is the same in torch 1.13 and 2: a call each is all that is needed.
class Collectives {
public:
    Collectives() = default;
    virtual ~Collectives() = default;
    Collectives(const Collectives&) = delete;
    Collectives& operator=(const Collectives&) = delete;
    virtual void sum(std::vector<Tensor>& tensors) = 0;
    virtual void gather(std::vector<std::vector<Tensor>>& outputs, std::vector<Tensor>& inputs) = 0;
};

template <typename Backend>
class BackendCollectives final : public Collectives {
public:
    explicit BackendCollectives(c10::intrusive_ptr<Backend> backend) : m_backend(std::move(backend)) {}

    void sum(std::vector<Tensor>& tensors) override
    {
        finish([&] { return m_backend->allreduce(tensors); });
    }
    void gather(std::vector<std::vector<Tensor>>& outputs, std::vector<Tensor>& inputs) override
    {
        finish([&] { return m_backend->allgather(outputs, inputs); });
    }

private:
    template <typename Call>
    void finish(Call call)
    {
        try {
            call()->wait();
        } catch (const std::exception& error) {
            throw Error(ErrorKind::Internal, std::string("another process of this run is gone: ") + error.what());
        }
    }
    c10::intrusive_ptr<Backend> m_backend;
};

/// Gathers forward; backward every process gets the gradient of its own rows, summed over all.
class Gather final : public torch::autograd::Function<Gather> {
public:
    static Tensor forward(AutogradContext* context, const Tensor& rows, std::int64_t collectives, std::int64_t rank,
                          std::int64_t size)
    {
        context->saved_data["collectives"] = collectives;
        context->saved_data["first"] = rank * rows.size(0);
        context->saved_data["count"] = rows.size(0);
        std::vector<Tensor> inputs{rows.contiguous()};
        std::vector<std::vector<Tensor>> outputs(1);
        for (std::int64_t i = 0; i < size; ++i)
            outputs.front().push_back(torch::empty_like(inputs.front()));
        reinterpret_cast<Collectives*>(collectives)->gather(outputs, inputs);
        return torch::cat(outputs.front());
    }

    static variable_list backward(AutogradContext* context, variable_list gradients)
    {
        std::vector<Tensor> summed{gradients.front().contiguous().clone()};
        reinterpret_cast<Collectives*>(context->saved_data["collectives"].toInt())->sum(summed);
        return {summed.front().narrow(0, context->saved_data["first"].toInt(), context->saved_data["count"].toInt()),
                Tensor(), Tensor(), Tensor()};
    }
};

class GroupCommunicator final : public Communicator {
public:
    GroupCommunicator(std::unique_ptr<Collectives> collectives, const ProcessGroup& group)
        : m_collectives(std::move(collectives)), m_group(group)
    {}

    [[nodiscard]] std::int64_t rank() const override { return m_group.rank; }
    [[nodiscard]] std::int64_t size() const override { return m_group.size; }

    [[nodiscard]] Tensor gather(const Tensor& rows) override
    {
        return Gather::apply(rows, reinterpret_cast<std::int64_t>(m_collectives.get()), rank(), size());
    }

    void sum(std::vector<Tensor>& tensors) override
    {
        // One message for all tensors of a type: the latency of hundreds of small ones would cost more than the data.
        std::map<torch::ScalarType, std::vector<Tensor>> byType;
        for (const Tensor& tensor : tensors)
            byType[tensor.scalar_type()].push_back(tensor.reshape({-1}));
        std::map<torch::ScalarType, Tensor> sums;
        for (auto& [type, parts] : byType) {
            std::vector<Tensor> all{torch::cat(parts)};
            m_collectives->sum(all);
            sums[type] = all.front();
        }
        std::map<torch::ScalarType, std::int64_t> place;
        for (Tensor& tensor : tensors) {
            std::int64_t& first = place[tensor.scalar_type()];
            tensor.copy_(sums[tensor.scalar_type()].narrow(0, first, tensor.numel()).view(tensor.sizes()));
            first += tensor.numel();
        }
    }

private:
    std::unique_ptr<Collectives> m_collectives;
    ProcessGroup m_group;
};

bool isThisMachine(const std::string& address)
{
    return address == "localhost" || address.starts_with("127.") || address == "::1";
}

std::unique_ptr<Collectives> connect(const ProcessGroup& group, const torch::Device& device)
{
    c10d::TCPStoreOptions where;
    where.port = static_cast<std::uint16_t>(group.port);
    where.isServer = group.rank == 0;
    where.numWorkers = static_cast<std::size_t>(group.size);
    const auto store = c10::make_intrusive<c10d::TCPStore>(group.address, where);
#ifdef USE_C10D_NCCL
    if (device.is_cuda())
        return std::make_unique<BackendCollectives<c10d::ProcessGroupNCCL>>(
            c10::make_intrusive<c10d::ProcessGroupNCCL>(store, group.rank, group.size));
#endif
    if (device.is_cuda())
        throw Error(ErrorKind::Incompatible, "this build of torch cannot train on several GPUs: it lacks NCCL");
    auto options = c10d::ProcessGroupGloo::Options::create();
    options->devices.push_back(isThisMachine(group.address)
                                   ? c10d::ProcessGroupGloo::createDeviceForHostname("127.0.0.1")
                                   : c10d::ProcessGroupGloo::createDefaultDevice());
    options->threads = 2;
    return std::make_unique<BackendCollectives<c10d::ProcessGroupGloo>>(
        c10::make_intrusive<c10d::ProcessGroupGloo>(store, group.rank, group.size, options));
}

} // namespace

std::unique_ptr<Communicator> joinProcesses(const ProcessGroup& group, const torch::Device& device)
{
    if (group.size < 1 || group.rank < 0 || group.rank >= group.size)
        throw Error(ErrorKind::InvalidArgument,
                    "process " + std::to_string(group.rank) + " of " + std::to_string(group.size) + " does not exist");
    if (group.size == 1)
        return std::make_unique<Communicator>();
    try {
        return std::make_unique<GroupCommunicator>(connect(group, device), group);
    } catch (const Error&) {
        throw;
    } catch (const std::exception& error) {
        throw Error(ErrorKind::Internal, "the other processes of the run cannot be reached at " + group.address +
                                             ", port " + std::to_string(group.port) + ": " + error.what());
    }
}

} // namespace vlmo
