#pragma once

#include "core/base/folder_walk.h"
#include "core/data/import_work.h"

#include <map>
#include <string>
#include <vector>

namespace vlmo::image_folder {

/// Text files by what they may belong to: the path of "dog.txt" without its ending, "dog", is that of dog.png without
/// its own; "dog.png.txt" belongs to dog.png alone.
class Sidecars final {
public:
    Sidecars(const FolderWalk& walk, ImportWork& work);

    /// The captions beside a picture, by its path in the walk. A text file that cannot be used is skipped.
    std::vector<std::string> captionsOf(const std::string& picture);

    /// Lists the text files that belonged to no picture.
    void listStrangers(SkippedList& others) const;

private:
    struct Sidecar {
        std::string file;
        bool used = false;
        std::vector<std::string> captions = {};
    };

    const std::vector<std::string>& read(Sidecar& sidecar);

    ImportWork& m_work;
    std::map<std::string, Sidecar> m_files; // In order, so that what is left out is listed in order.
};

} // namespace vlmo::image_folder
