#include "core/library/library.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/library/caption_index.h"
#include "core/library/catalogue.h"
#include "core/library/indexer.h"
#include "core/library/ranking.h"
#include "core/library/vector_index.h"
#include "core/library/verify.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <system_error>
#include <utility>

namespace vlmo {
namespace fs = std::filesystem;
namespace {

/// The path of a picture below a root; empty when it lies elsewhere.
std::string pathBelow(const fs::path& root, const fs::path& file)
{
    const fs::path relative = file.lexically_relative(root);
    return relative.empty() || *relative.begin() == ".." || relative == "." ? std::string() : relative.string();
}

} // namespace

struct Library::Impl {
    explicit Impl(CatalogueFile file)
        : catalogue(std::move(file)), captions(catalogue), indexFile(catalogue.path().string() + ".index")
    {}

    template <typename Work>
    auto guard(Work&& work) const
    {
        return guarded(catalogue.path(), std::forward<Work>(work));
    }

    /// The index, up to date with the catalogue.
    const VectorIndex& currentIndex()
    {
        // A snapshot: another program may write while this one reads the vectors.
        const SQLite::Transaction snapshot(catalogue.database());
        const VectorRevision now = catalogue.vectorRevision();
        if (index && revision == now)
            return *index;
        if (index)
            update();
        else
            index = VectorIndex::load(indexFile, stamp(now), catalogue.model().dimension);
        if (!index) {
            index.emplace(catalogue.model().dimension);
            catalogue.forEachVector(-1, [this](auto id, auto vector) { index->put(id, vector); });
            saveIndex(now);
        }
        revision = now;
        return *index;
    }

    /// Takes over what was added since; what was taken away shows in the count, and then all is read again.
    void update()
    {
        catalogue.forEachVector(revision.number, [this](auto id, auto vector) { index->put(id, vector); });
        if (static_cast<std::int64_t>(index->size()) != catalogue.searchableCount())
            index.reset();
    }

    void saveIndex(const VectorRevision& of) const
    {
        try {
            index->save(indexFile, stamp(of));
        } catch (const Error&) {
            // The file is a cache: where it cannot be written the next start takes longer, and nothing else is lost.
        }
    }

    [[nodiscard]] std::string stamp(const VectorRevision& of) const
    {
        const LibraryModel& model = catalogue.model();
        return sha256(catalogue.identity() + '\n' + model.fingerprint + '\n' + branchName(model.branch) + '\n' +
                      std::to_string(model.dimension) + '\n' + std::to_string(of.number) + '\n' +
                      std::to_string(of.state));
    }

    void checkModel(const Embedder& embedder) const
    {
        const LibraryModel& model = catalogue.model();
        if (embedder.fingerprint() != model.fingerprint || embedder.dimension() != model.dimension)
            throw Error(ErrorKind::Incompatible, catalogue.path().string() + " is of the model " + model.name + " (" +
                                                     model.fingerprint.substr(0, 12) + "), not of the one at hand (" +
                                                     embedder.fingerprint().substr(0, 12) + ")");
    }

    void checkQuery(std::span<const float> query, std::size_t limit) const
    {
        double squares = 0.0;
        for (const float number : query)
            squares += static_cast<double>(number) * number;
        const auto dimension = static_cast<std::size_t>(catalogue.model().dimension);
        if (query.size() != dimension)
            throw Error(ErrorKind::InvalidArgument, "the query has " + std::to_string(query.size()) +
                                                        " numbers, the vectors of " + catalogue.path().string() +
                                                        " have " + std::to_string(dimension));
        if (!(std::abs(squares - 1.0) < 0.02))
            throw Error(ErrorKind::InvalidArgument, "the query is not a vector of unit length");
        if (limit < 1)
            throw Error(ErrorKind::InvalidArgument, "a search needs a limit of at least 1");
    }

    template <typename Index>
    IndexReport indexFolders(Embedder& embedder, ProgressObserver* observer, std::stop_token stop, Index&& work)
    {
        return guard([&] {
            checkModel(embedder);
            const VectorRevision before = catalogue.vectorRevision();
            Indexer indexer(catalogue, embedder, observer, std::move(stop));
            IndexReport report = work(indexer);
            if (catalogue.vectorRevision() != before) {
                (void)currentIndex();
                saveIndex(revision);
            }
            return report;
        });
    }

    Catalogue catalogue;
    CaptionIndex captions;
    fs::path indexFile;
    std::optional<VectorIndex> index;
    VectorRevision revision; ///< Of the index.
};

Library::Library(std::unique_ptr<Impl> impl) noexcept : m_impl(std::move(impl)) {}
Library::~Library() = default;
Library::Library(Library&&) noexcept = default;
Library& Library::operator=(Library&&) noexcept = default;

Library Library::create(const fs::path& file, const std::string& modelName, const std::string& modelFingerprint,
                        Branch branch, std::int64_t dimension)
{
    return Library(
        std::make_unique<Impl>(CatalogueFile::create(file, {0, modelName, modelFingerprint, branch, dimension})));
}

Library Library::open(const fs::path& file)
{
    return Library(std::make_unique<Impl>(CatalogueFile::open(file)));
}

const fs::path& Library::file() const
{
    return m_impl->catalogue.path();
}

LibraryStats Library::stats() const
{
    return m_impl->guard([&] { return m_impl->catalogue.stats(); });
}

IndexReport Library::addFolder(const fs::path& folder, Embedder& embedder, ProgressObserver* observer,
                               std::stop_token stop)
{
    std::error_code code;
    const fs::path path = fs::canonical(folder, code);
    if (code)
        throw Error(ErrorKind::NotFound, folder.string() + " does not exist");
    if (!fs::is_directory(path, code))
        throw Error(ErrorKind::InvalidArgument,
                    folder.string() + " is not a folder; a library takes whole folders, so name the one it lies in");
    return m_impl->indexFolders(embedder, observer, std::move(stop),
                                [&](Indexer& indexer) { return indexer.addFolder(path); });
}

IndexReport Library::rescan(Embedder& embedder, ProgressObserver* observer, std::stop_token stop)
{
    return m_impl->indexFolders(embedder, observer, std::move(stop), [](Indexer& indexer) { return indexer.rescan(); });
}

SearchResult Library::search(std::span<const float> query, std::size_t limit) const
{
    return m_impl->guard([&] {
        m_impl->checkQuery(query, limit);
        const VectorIndex& index = m_impl->currentIndex();
        const auto begin = std::chrono::steady_clock::now();
        std::vector<float> scores = index.scores(query);
        // Rounding to float16 can take a length just above 1.
        for (float& score : scores)
            score = std::clamp(score, -1.0F, 1.0F);
        const std::vector<std::size_t> rows = bestRows(scores, index.ids(), limit);
        SearchResult result;
        result.scores = distributionOf(scores);
        result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        for (const std::size_t row : rows) {
            SearchHit hit;
            hit.id = index.ids()[row];
            hit.score = scores[row];
            if (result.scores.deviation > 0.0)
                hit.zScore = static_cast<float>((hit.score - result.scores.mean) / result.scores.deviation);
            result.hits.push_back(std::move(hit));
        }
        m_impl->catalogue.describe(result.hits);
        return result;
    });
}

std::vector<CaptionHit> Library::captionsFor(std::span<const float> query, std::size_t limit, Embedder& embedder)
{
    return m_impl->guard([&] {
        m_impl->checkModel(embedder);
        m_impl->checkQuery(query, limit);
        return m_impl->captions.search(query, limit, embedder);
    });
}

std::optional<std::vector<float>> Library::vectorOf(PictureId id) const
{
    return m_impl->guard([&]() -> std::optional<std::vector<float>> {
        const std::optional<std::vector<Half>> halves = m_impl->catalogue.vectorOf(id);
        if (!halves)
            return std::nullopt;
        return floatsFromHalves(*halves);
    });
}

PictureRecord Library::picture(PictureId id) const
{
    return m_impl->guard([&] {
        std::optional<PictureRecord> record = m_impl->catalogue.record(id);
        if (!record)
            throw Error(ErrorKind::NotFound, file().string() + " has no picture " + std::to_string(id));
        return std::move(*record);
    });
}

std::optional<PictureId> Library::find(const fs::path& file) const
{
    return m_impl->guard([&]() -> std::optional<PictureId> {
        const fs::path asGiven = fs::absolute(file).lexically_normal();
        std::error_code code;
        // Roots are stored without links; the picture itself may be one.
        const fs::path resolved = fs::weakly_canonical(asGiven.parent_path(), code) / asGiven.filename();
        for (const LibraryRoot& root : m_impl->catalogue.roots()) {
            for (const fs::path& path : {asGiven, resolved}) {
                const std::string below = pathBelow(root.path, path);
                if (below.empty())
                    continue;
                if (const std::optional<PictureId> id = m_impl->catalogue.find(root.id, below))
                    return id;
            }
        }
        return std::nullopt;
    });
}

std::vector<PictureId> Library::pictures() const
{
    return m_impl->guard([&] { return m_impl->catalogue.pictures(); });
}

std::vector<SkippedItem> Library::failures() const
{
    return m_impl->guard([&] { return m_impl->catalogue.failures(); });
}

std::vector<std::string> Library::verify() const
{
    return m_impl->guard([&] { return verifyLibrary(m_impl->catalogue, m_impl->currentIndex()); });
}

} // namespace vlmo
