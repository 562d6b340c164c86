#pragma once

#include "core/checkpoint/tensor_file.h"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <list>
#include <map>
#include <string>
#include <vector>

namespace vlmo::test {

/// Tensors made for a test, with the memory they need.
class TensorMaker {
public:
    template <typename Number>
    TensorMaker& add(const std::string& name, DType dtype, std::vector<std::int64_t> shape,
                     const std::vector<Number>& values)
    {
        std::vector<std::byte>& bytes = m_buffers.emplace_back(values.size() * sizeof(Number));
        if (!bytes.empty())
            std::memcpy(bytes.data(), values.data(), bytes.size());
        m_tensors[name] = {dtype, std::move(shape), bytes};
        return *this;
    }

    TensorMaker& floats(const std::string& name, std::vector<std::int64_t> shape, const std::vector<float>& values)
    {
        return add(name, DType::F32, std::move(shape), values);
    }

    [[nodiscard]] const std::map<std::string, TensorView>& tensors() const { return m_tensors; }

private:
    std::list<std::vector<std::byte>> m_buffers;
    std::map<std::string, TensorView> m_tensors;
};

} // namespace vlmo::test
