#include "core/library/vector_index.h"

#include "core/base/files.h"
#include "core/library/half_scan.h"

#include <faiss/IndexScalarQuantizer.h>
#include <faiss/utils/utils.h>

#include <cstring>
#include <fstream>
#include <ostream>
#include <system_error>
#include <unordered_map>

namespace vlmo {
namespace fs = std::filesystem;
namespace {

constexpr const char* magicLine = "VLMO-INDEX 1";
constexpr std::size_t longestLine = 4096; // Of the three lines at the head of an index file.

/// Finds damage, not malice; order counts. The tail of the bytes that fills no word is added as zeros.
std::uint64_t checksum(const void* data, std::size_t bytes)
{
    std::uint64_t sum = faiss::ivec_checksum(bytes / sizeof(int), static_cast<const int*>(data));
    if (const std::size_t tail = bytes % sizeof(int); tail != 0) {
        int word = 0;
        std::memcpy(&word, static_cast<const char*>(data) + bytes - tail, tail);
        sum = sum * 65713 + faiss::ivec_checksum(1, &word);
    }
    return sum;
}

std::optional<std::string> readLine(std::istream& stream)
{
    std::string line;
    for (char letter = 0; line.size() < longestLine && stream.get(letter);) {
        if (letter == '\n')
            return line;
        line += letter;
    }
    return std::nullopt;
}

template <typename Number>
bool readNumbers(std::istream& stream, std::vector<Number>& numbers)
{
    const auto bytes = static_cast<std::streamsize>(numbers.size() * sizeof(Number));
    return static_cast<bool>(stream.read(reinterpret_cast<char*>(numbers.data()), bytes));
}

} // namespace

struct VectorIndex::Impl {
    // Its codes are the bits of IEEE halves, just as the catalogue stores them: they go in and out without conversion.
    faiss::IndexScalarQuantizer index;
    std::vector<std::int64_t> ids;
    std::unordered_map<std::int64_t, std::size_t> rows;

    explicit Impl(std::int64_t dimension)
        : index(static_cast<int>(dimension), faiss::ScalarQuantizer::QT_fp16, faiss::METRIC_INNER_PRODUCT)
    {
        index.is_trained = true;
    }

    [[nodiscard]] std::uint64_t sum() const
    {
        return checksum(ids.data(), ids.size() * sizeof(std::int64_t)) * 31 +
               checksum(index.codes.data(), index.codes.size());
    }

    bool numberRows()
    {
        index.ntotal = static_cast<faiss::Index::idx_t>(ids.size());
        rows.reserve(ids.size());
        for (std::size_t row = 0; row < ids.size(); ++row) {
            if (!rows.emplace(ids[row], row).second)
                return false;
        }
        return true;
    }
};

VectorIndex::VectorIndex(std::int64_t dimension) : m_impl(std::make_unique<Impl>(dimension)) {}
VectorIndex::~VectorIndex() = default;
VectorIndex::VectorIndex(VectorIndex&&) noexcept = default;
VectorIndex& VectorIndex::operator=(VectorIndex&&) noexcept = default;

std::int64_t VectorIndex::dimension() const
{
    return m_impl->index.d;
}

std::size_t VectorIndex::size() const
{
    return m_impl->ids.size();
}

std::span<const std::int64_t> VectorIndex::ids() const
{
    return m_impl->ids;
}

void VectorIndex::put(std::int64_t id, std::span<const Half> vector)
{
    const auto [place, isNew] = m_impl->rows.try_emplace(id, m_impl->ids.size());
    if (isNew) {
        m_impl->ids.push_back(id);
        m_impl->index.codes.resize(m_impl->ids.size() * m_impl->index.code_size);
        m_impl->index.ntotal = static_cast<faiss::Index::idx_t>(m_impl->ids.size());
    }
    std::memcpy(m_impl->index.codes.data() + place->second * m_impl->index.code_size, vector.data(),
                m_impl->index.code_size);
}

std::vector<float> VectorIndex::scores(std::span<const float> query) const
{
    std::vector<float> products(size());
    if (hasHalfScan()) {
        halfScan(reinterpret_cast<const Half*>(m_impl->index.codes.data()), size(), query.size(), query.data(),
                 products.data());
        return products;
    }
    const std::unique_ptr<faiss::FlatCodesDistanceComputer> computer(m_impl->index.get_FlatCodesDistanceComputer());
    computer->set_query(query.data());
    for (std::size_t row = 0; row < products.size(); ++row)
        products[row] = (*computer)(static_cast<faiss::Index::idx_t>(row));
    return products;
}

void VectorIndex::save(const fs::path& file, const std::string& stamp) const
{
    writeFileAtomically(file, [&](std::ostream& stream) {
        stream << magicLine << '\n' << stamp << '\n' << size() << ' ' << m_impl->sum() << '\n';
        stream.write(reinterpret_cast<const char*>(m_impl->ids.data()),
                     static_cast<std::streamsize>(m_impl->ids.size() * sizeof(std::int64_t)));
        stream.write(reinterpret_cast<const char*>(m_impl->index.codes.data()),
                     static_cast<std::streamsize>(m_impl->index.codes.size()));
    });
}

std::optional<VectorIndex> VectorIndex::load(const fs::path& file, const std::string& stamp, std::int64_t dimension)
{
    std::error_code code;
    const std::uintmax_t bytes = fs::file_size(file, code);
    if (code) // Of a pipe as well: opening it would wait.
        return std::nullopt;
    std::ifstream stream(file, std::ios::binary);
    if (!stream || readLine(stream) != magicLine || readLine(stream) != stamp)
        return std::nullopt;
    std::size_t count = 0;
    std::uint64_t sum = 0;
    if (!(stream >> count >> sum) || stream.get() != '\n')
        return std::nullopt;
    // What the head claims is believed only as far as the file's size bears it out.
    const auto head = static_cast<std::uintmax_t>(stream.tellg());
    VectorIndex loaded(dimension);
    Impl& impl = *loaded.m_impl;
    const std::uintmax_t row = sizeof(std::int64_t) + impl.index.code_size;
    if (bytes < head || (bytes - head) / row != count || (bytes - head) % row != 0)
        return std::nullopt;
    impl.ids.resize(count);
    impl.index.codes.resize(count * impl.index.code_size);
    if (!readNumbers(stream, impl.ids) || !readNumbers(stream, impl.index.codes) || impl.sum() != sum ||
        !impl.numberRows())
        return std::nullopt;
    return loaded;
}

} // namespace vlmo
