#include "core/doctor/found_list.h"

#include "core/base/csv.h"
#include "core/base/error.h"
#include "core/doctor/new_dataset_folder.h"

#include <system_error>

namespace vlmo {
namespace fs = std::filesystem;

std::string foundListHead()
{
    return csvLine({"severity", "finding", "item", "split", "reason"});
}

std::string foundListLine(const DatasetFinding& finding, const FoundItem& item)
{
    return csvLine({severityName(finding.severity), finding.kind, item.item, item.split, item.reason});
}

void requireOutside(const fs::path& file, const Dataset& dataset)
{
    std::error_code code;
    const bool isFolder = fs::is_directory(dataset.folder, code);
    const bool isInside = liesInside(file, isFolder ? dataset.folder : dataset.folder.parent_path());
    if (isInside && (isFolder || fs::exists(file, code)))
        throw Error(ErrorKind::InvalidArgument,
                    file.string() + " lies in the data set, which is not to be changed; choose another folder");
}

} // namespace vlmo
