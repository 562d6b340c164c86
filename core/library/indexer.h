#pragma once

#include "core/library/catalogue.h"
#include "core/library/catalogue_writer.h"
#include "core/library/index_plan.h"
#include "core/library/picture_reader.h"

#include <chrono>
#include <filesystem>
#include <stop_token>
#include <string>
#include <unordered_set>
#include <vector>

namespace vlmo {

/// Brings the catalogue up to date with folders: compares, reads what changed, embeds it and writes it down batch by
/// batch, so that an end at any moment leaves every recorded picture with an embedding or a reason.
///
/// For one use. Members throw SQLite::Exception and Error; the caller guards them.
class Indexer {
public:
    Indexer(const Catalogue& catalogue, Embedder& embedder, ProgressObserver* observer, std::stop_token stop);

    /// `folder` exists and is absolute.
    IndexReport addFolder(const std::filesystem::path& folder);
    IndexReport rescan();

private:
    /// A picture that was read and waits for its batch to be written.
    struct Pending {
        const IndexTask* task = nullptr;
        ReadPicture picture;
        std::vector<Half> vector; ///< Empty when it has none.
    };

    void plan(const LibraryRoot& root, const std::string& below);
    IndexReport carryOut();
    void writeUnchanged();
    void readAndEmbed();
    void embed(std::vector<Pending>& batch);
    void takeKnownVector(Pending& pending);
    void giveVector(Pending& pending, const std::vector<float>& vector) const;
    [[nodiscard]] const PictureJob& jobOf(const Pending& pending) const;
    void writeBatch(const std::vector<Pending>& batch);
    void write(CatalogueWriter& writer, const Pending& pending);
    PictureId place(CatalogueWriter& writer, const Pending& pending, bool& wasMoved);
    void writeMissing();
    void removeEmptyRoots();
    void progress(const std::string& current);
    void skip(const SkippedItem& item);

    const Catalogue& m_catalogue;
    Embedder& m_embedder;
    ProgressObserver* m_observer;
    std::stop_token m_stop;
    std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();

    IndexPlan m_plan;
    IndexReport m_report;
    std::vector<PictureJob> m_jobs;             ///< Of m_plan.tasks, in their order.
    std::unordered_set<std::string> m_embedded; ///< Contents that need not be decoded.
    std::unordered_set<PictureId> m_moved;
    std::vector<PictureId> m_gone; ///< Known pictures that vanished while they were read.
    std::int64_t m_done = 0;
    /// Jobs that are expected to be pictures, and others that turned out to be one.
    std::int64_t m_total = 0;
};

} // namespace vlmo
