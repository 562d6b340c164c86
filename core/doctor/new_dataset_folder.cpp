#include "core/doctor/new_dataset_folder.h"

#include "core/base/error.h"
#include "core/base/files.h"

#include <nlohmann/json.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <system_error>

namespace vlmo {
namespace fs = std::filesystem;
namespace {

constexpr const char* markName = "unfinished.json";

bool isEmptyOrNothing(const fs::path& folder)
{
    std::error_code code;
    const fs::file_status status = fs::symlink_status(folder, code);
    return !fs::exists(status) || (fs::is_directory(status) && fs::is_empty(folder, code) && !code);
}

/// Of a whole file system at once: a flush for each of a hundred thousand pictures would take longer than copying them.
void flushAll(const fs::path& folder)
{
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool ok = descriptor >= 0 && ::syncfs(descriptor) == 0;
    if (descriptor >= 0)
        ::close(descriptor);
    if (!ok)
        throw Error(ErrorKind::Internal, folder.string() + " cannot be written: the disk is full or failing");
}

} // namespace

NewDatasetFolder::NewDatasetFolder(const fs::path& folder, const fs::path& source, const std::string& work)
    : m_final(withoutTrailingSlash(fs::absolute(folder).lexically_normal())), m_path(m_final)
{
    m_path += ".unfinished";
    if (!isEmptyOrNothing(m_final))
        throw Error(ErrorKind::InvalidArgument, folder.string() + " exists; choose a folder that does not");
    std::error_code code;
    if (fs::is_directory(source, code) && liesInside(m_final, source))
        throw Error(ErrorKind::InvalidArgument,
                    folder.string() + " lies inside the data set " + source.string() + ", which is not to be changed");
    continueOrBegin(work);
}

void NewDatasetFolder::continueOrBegin(const std::string& work) const
{
    const fs::path mark = m_path / markName;
    if (!isEmptyOrNothing(m_path)) {
        const std::string problem =
            m_path.string() + " is not the unfinished work of this command; remove it, or choose another folder";
        nlohmann::json found;
        try {
            found = nlohmann::json::parse(readFile(mark, std::uintmax_t{1} << 20U));
        } catch (const Error&) {
            throw Error(ErrorKind::InvalidArgument, problem);
        } catch (const nlohmann::json::exception&) {
            throw Error(ErrorKind::InvalidArgument, problem);
        }
        if (!found.is_object() || found.value("work", nlohmann::json()) != work)
            throw Error(ErrorKind::InvalidArgument, problem);
        return;
    }
    std::error_code code;
    fs::create_directories(m_path, code);
    if (code)
        throw Error(ErrorKind::Internal, m_path.string() + " cannot be made: " + code.message());
    const nlohmann::json begun = {{"format", "vlmo-unfinished-dataset"}, {"work", work}};
    writeFileAtomically(mark, begun.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

void NewDatasetFolder::takePlace()
{
    flushAll(m_path);
    std::error_code code;
    // Over nothing or an empty folder, in one step; should that fail, the mark lets the work go on.
    fs::rename(m_path, m_final, code);
    if (code)
        throw Error(ErrorKind::Internal, m_final.string() + " cannot be written: " + code.message());
    fs::remove(m_final / markName, code);
}

void NewDatasetFolder::remove() const noexcept
{
    std::error_code ignored;
    fs::remove_all(m_path, ignored);
}

bool liesInside(const fs::path& path, const fs::path& folder)
{
    std::error_code code;
    const fs::path inner = withoutTrailingSlash(fs::weakly_canonical(path, code));
    const fs::path outer = withoutTrailingSlash(fs::weakly_canonical(folder, code));
    const fs::path relative = inner.lexically_relative(outer);
    return !relative.empty() && *relative.begin() != "..";
}

} // namespace vlmo
