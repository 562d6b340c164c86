#include "core/base/error.h"
#include "core/base/paths.h"
#include "core/data/annotation_files.h"
#include "core/data/json_items.h"
#include "core/data/plugin.h"
#include "plugins/webdataset/shard_reader.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <system_error>

namespace vlmo::webdataset {
namespace {

namespace fs = std::filesystem;

/// Whether one of the first files of a tar is part of a sample.
bool isShard(const fs::path& file)
{
    constexpr int mostLookedAt = 8;
    constexpr std::uint64_t mostUnpacked = std::uint64_t{64} << 20U;
    if (const std::string name = file.filename().string(); name.ends_with(".gz") && !name.ends_with(".tar.gz"))
        return false; // What it holds is packed, and no tar.
    try {
        TarReader tar(
            file, [](const std::string&, const std::string&) {}, mostUnpacked);
        TarEntry entry;
        for (int i = 0; i < mostLookedAt && tar.next(entry); ++i) {
            if (isPartOfSample(sampleNameOf(entry.name).ending))
                return true;
        }
    } catch (const Error&) {
        return false;
    }
    return false;
}

AnnotationKind shards()
{
    return {{".tar", ".tgz", ".gz"}, {"train", "val", "validation", "test"}, "samples of pictures in a tar", isShard};
}

std::uintmax_t bytesOf(const std::vector<fs::path>& files)
{
    std::uintmax_t bytes = 0;
    for (const fs::path& file : files) {
        std::error_code code;
        const std::uintmax_t size = fs::file_size(file, code);
        bytes += code ? 0 : size;
    }
    return bytes;
}

std::string inGigabytes(std::uintmax_t bytes)
{
    return std::to_string(bytes / 1'000'000'000) + " GB";
}

/// The pictures are as large as the tars at most where these are not compressed; what others unpack to is counted while
/// they are read. Returns how many bytes that may be.
std::uint64_t requireRoom(const std::vector<fs::path>& files, const std::string& option)
{
    std::uintmax_t gigabytes = 0;
    const auto [end, code] = std::from_chars(option.data(), option.data() + option.size(), gigabytes);
    if (code != std::errc() || end != option.data() + option.size() || gigabytes > 1'000'000)
        throw Error(ErrorKind::InvalidArgument, "most_gigabytes is a whole number up to 1000000, not '" + option + "'");
    const std::uintmax_t bytes = bytesOf(files);
    if (bytes > gigabytes * 1'000'000'000)
        throw Error(ErrorKind::BadInput, "the tars have " + inGigabytes(bytes) + ", and pictures of " +
                                             std::to_string(gigabytes) +
                                             " GB at most are kept in the cache; the option most_gigabytes changes it");
    std::vector<fs::path> fresh;
    for (const fs::path& file : files) {
        if (!PictureStore(file).isThere())
            fresh.push_back(file);
    }
    fs::path folder = cacheFolder();
    std::error_code ignored;
    while (!fs::exists(folder, ignored) && folder.has_relative_path())
        folder = folder.parent_path();
    const fs::space_info space = fs::space(folder, ignored);
    if (!ignored && space.available < bytesOf(fresh))
        throw Error(ErrorKind::Internal, "there is no room in " + cacheFolder().string() + " for the pictures of " +
                                             inGigabytes(bytesOf(fresh)) + " of tars");
    return gigabytes * 1'000'000'000;
}

/// WebDataset's tars: files that share a name but for their endings are a sample.
class WebDatasetImporter final : public Importer {
public:
    [[nodiscard]] std::string name() const override { return "webdataset"; }

    [[nodiscard]] std::string description() const override
    {
        return "WebDataset's tars, also .tar.gz: files of one name are a sample, a picture with .txt, .json or .cls";
    }

    [[nodiscard]] std::vector<ImporterOption> options() const override
    {
        return {{"split", "The split of all samples; empty: what a tar's name or its folder's says, else train", ""},
                {"most_gigabytes", "How much the tars may have, as their pictures are kept in the cache folder", "50"}};
    }

    [[nodiscard]] Detection look(const fs::path& path) const override { return lookForAnnotations(path, shards()); }

    [[nodiscard]] ImportedData read(const ImportJob& job) const override
    {
        ImportWork work(job);
        const std::vector<fs::path> files = annotationsToRead(work, shards());
        std::uint64_t left = requireRoom(files, work.option("most_gigabytes"));
        work.expect(stepsToRead(files));
        ImportedData data;
        Digest digest;
        digest.addField(name());
        for (const fs::path& file : files) {
            ShardReader shard(file, splitOf(file, work), left, work);
            shard.read(data.records, digest);
            left -= std::min(left, shard.unpacked());
        }
        // Its own, as the places of the pictures are those of this machine.
        data.fingerprint = digest.finish();
        data.skipped = std::move(work.skipped());
        return data;
    }

private:
    static std::string splitOf(const fs::path& tar, const ImportWork& work)
    {
        if (!work.option("split").empty())
            return work.option("split");
        std::string split = splitInName(tar.stem().string());
        if (split.empty() && tar.parent_path() != work.path())
            split = splitOfName(tar.parent_path().filename().string());
        return split.empty() ? "train" : split;
    }
};

} // namespace
} // namespace vlmo::webdataset

VLMO_IMPORTER_PLUGIN(vlmo::webdataset::WebDatasetImporter);
