#pragma once

#include "core/library/half.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vlmo {

/// float16 vectors by id, to be compared with a query exactly: a flat FAISS index and the ids of its rows.
///
/// Can be kept in a file. That file is a cache: whatever is wrong with it, load() answers nothing and the caller fills
/// a new index from the catalogue.
class VectorIndex {
public:
    explicit VectorIndex(std::int64_t dimension);
    ~VectorIndex();
    VectorIndex(VectorIndex&&) noexcept;
    VectorIndex& operator=(VectorIndex&&) noexcept;

    [[nodiscard]] std::int64_t dimension() const;
    [[nodiscard]] std::size_t size() const;
    /// The ids in the order of scores().
    [[nodiscard]] std::span<const std::int64_t> ids() const;

    /// Adds a vector, or replaces the one with this id.
    void put(std::int64_t id, std::span<const Half> vector);

    /// The dot product of the query with every vector.
    [[nodiscard]] std::vector<float> scores(std::span<const float> query) const;

    /// `stamp`: one line that says what the index was made from. Throws Error(Internal).
    void save(const std::filesystem::path& file, const std::string& stamp) const;
    /// Nothing when the file is missing, damaged, or made from something else than `stamp` says.
    [[nodiscard]] static std::optional<VectorIndex> load(const std::filesystem::path& file, const std::string& stamp,
                                                         std::int64_t dimension);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace vlmo
