#include "plugins/image_folder/sidecars.h"

#include "core/base/error.h"
#include "core/data/caption_text.h"
#include "core/data/folder_glimpse.h"

namespace vlmo::image_folder {
namespace fs = std::filesystem;

Sidecars::Sidecars(const FolderWalk& walk, ImportWork& work) : m_work(work)
{
    for (const FoundFile& file : walk.files) {
        if (endingOf(file.path) == ".txt")
            m_files.emplace(fs::path(file.path).replace_extension().string(), Sidecar{file.path});
    }
}

std::vector<std::string> Sidecars::captionsOf(const std::string& picture)
{
    for (const std::string& key : {picture, fs::path(picture).replace_extension().string()}) {
        if (const auto found = m_files.find(key); found != m_files.end())
            return read(found->second);
    }
    return {};
}

void Sidecars::listStrangers(SkippedList& others) const
{
    for (const auto& [key, sidecar] : m_files) {
        if (!sidecar.used)
            others.add((m_work.path() / sidecar.file).string(), "there is no picture of its name beside it");
    }
}

const std::vector<std::string>& Sidecars::read(Sidecar& sidecar)
{
    if (!sidecar.used) {
        sidecar.used = true;
        try {
            sidecar.captions = readSidecar(m_work.path() / sidecar.file);
        } catch (const Error& error) {
            m_work.skip((m_work.path() / sidecar.file).string(), error.what());
        }
    }
    return sidecar.captions;
}

} // namespace vlmo::image_folder
