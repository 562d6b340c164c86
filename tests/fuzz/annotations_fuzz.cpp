#include "core/base/error.h"
#include "core/data/json_glimpse.h"
#include "core/data/json_items.h"
#include "core/data/json_record.h"
#include "core/data/tar_reader.h"
#include "tests/fuzz/refuse_or_read.h"
#include "tests/support/largest_allocation.h"
#include "tests/support/temporary_folder.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

using namespace vlmo;

/// A file of annotations, or a tar, may be anybody's: it is read or refused, and takes memory in proportion.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const test::TemporaryFolder folder(test::folderForManyFiles());
    const std::filesystem::path file =
        folder.write("input", std::string_view(reinterpret_cast<const char*>(data), size));
    const ImportJob job{file, {}, nullptr, {}};
    ImportWork work(job);
    SkippedList problems(work, "input", "items");
    const JsonItemReader read = [&](const JsonItem& item) {
        if (!item.value.is_object())
            throw Error(ErrorKind::BadInput, "not an object");
        const RecordFields fields = readRecordFields(item.value, [](const std::string&) {});
        for (const std::string& caption : fields.captions)
            test::require(!caption.empty() && caption.find('\n') == std::string::npos,
                          "a caption is one line of words");
    };
    test::resetLargestAllocation();
    (void)glimpseJson(file);
    test::refuseOrRead([&] { readJsonObjects(file, read, work, problems); });
    test::refuseOrRead([&] { readJsonLists(file, {{"images", read}, {"annotations", read}}, work, problems); });
    test::refuseOrRead([&] {
        TarReader tar(file, [](const std::string&, const std::string&) {});
        for (TarEntry entry; tar.next(entry);)
            test::require(tar.content(size).size() == entry.bytes, "an entry has the bytes that it says");
    });
    constexpr std::size_t always = 200'000;
    constexpr std::size_t perByte = 64;
    test::require(test::largestAllocation() <= always + perByte * size, "memory stays in proportion to the file");
    return 0;
}
