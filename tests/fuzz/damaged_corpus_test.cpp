// Gives a fuzz target every file of its corpus and thousands of damaged copies, the same ones each time. Whatever the
// target finds wrong ends the process; a fuzzer (see CMakeLists.txt) looks farther than this test.

#include "core/base/files.h"
#include "core/base/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <sstream>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using namespace vlmo;

constexpr int copiesInAll = 4000;

std::vector<std::string> readCorpus()
{
    std::vector<std::filesystem::path> files;
    std::istringstream folders(VLMO_FUZZ_CORPUS);
    for (std::string folder; std::getline(folders, folder, ':');) {
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            if (entry.is_regular_file())
                files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    std::vector<std::string> contents;
    for (const auto& file : files)
        contents.push_back(readFile(file, std::uintmax_t{16} << 20U));
    return contents;
}

/// Half of the damage goes where headers are.
std::size_t drawPlace(std::size_t size, Random& random)
{
    constexpr std::size_t header = 64;
    return random.below(random.chance(0.5) ? std::min(size, header) : size);
}

void damage(std::string& content, const std::vector<std::string>& corpus, Random& random)
{
    if (content.empty()) {
        content.push_back(static_cast<char>(random.next()));
        return;
    }
    const std::size_t at = drawPlace(content.size(), random);
    constexpr std::array<std::uint32_t, 6> numbers{0, 1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0xFFFF};
    switch (random.below(7)) {
    case 0:
    case 1:
        content[at] = static_cast<char>(random.next());
        break;
    case 2:
        content[at] = static_cast<char>(content[at] ^ (1 << random.below(8)));
        break;
    case 3: {
        const std::uint32_t number = numbers[random.below(numbers.size())];
        const std::size_t bytes = std::min<std::size_t>(content.size() - at, 4);
        for (std::size_t byte = 0; byte < bytes; ++byte)
            content[at + byte] = static_cast<char>(number >> (8 * byte));
        break;
    }
    case 4:
        content.erase(at, 1 + random.below(16));
        break;
    case 5: {
        const std::string& other = corpus[random.below(corpus.size())];
        content.insert(at, other.substr(0, random.below(std::min<std::size_t>(other.size(), 64) + 1)));
        break;
    }
    default:
        if (random.chance(0.2))
            content.resize(at);
        break;
    }
}

void give(const std::string& content)
{
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(content.data()), content.size());
}

} // namespace

TEST(ADamagedFile, IsReadOrRefused)
{
    const std::vector<std::string> corpus = readCorpus();
    ASSERT_FALSE(corpus.empty());
    for (const std::string& content : corpus)
        give(content);
    for (int copy = 0; copy < copiesInAll; ++copy) {
        Random random(20240, static_cast<std::uint64_t>(copy));
        std::string content = corpus[static_cast<std::size_t>(copy) % corpus.size()];
        for (std::uint64_t changes = 1 + random.below(6); changes > 0; --changes)
            damage(content, corpus, random);
        give(content);
    }
}
