#include "core/doctor/convert.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/data/import_work.h"
#include "core/doctor/dataset_counts.h"
#include "core/doctor/new_dataset_folder.h"
#include "core/doctor/picture_names.h"
#include "core/doctor/picture_survey.h"
#include "core/doctor/work_in_steps.h"
#include "core/doctor/write_own_format.h"

#include <unistd.h>

#include <array>
#include <optional>
#include <ostream>
#include <system_error>
#include <utility>

namespace vlmo {
namespace fs = std::filesystem;
namespace {

constexpr const char* recordsName = "records.jsonl";
constexpr const char* statementsName = "statements.jsonl";
constexpr const char* textsName = "texts";

std::string describeWork(const Dataset& dataset, const ConvertOptions& options)
{
    return "data set " + dataset.fingerprint + " read by " + dataset.importer + ", pictures " +
           (options.transfer == PictureTransfer::Copy ? "copied" : "linked");
}

/// The own format reads a text's split off its file's name, and knows three.
void requireKnownTextSplits(const Dataset& dataset)
{
    for (const auto& [split, corpus] : dataset.texts) {
        if (splitOfName(split + ".txt") != split)
            throw Error(ErrorKind::Incompatible,
                        "texts can be of the splits train, val and test; this data set has texts of '" + split + "'");
    }
}

class Conversion {
public:
    Conversion(const Dataset& dataset, const ConvertOptions& options, ProgressObserver* observer,
               const std::stop_token& stop)
        : m_dataset(dataset), m_options(options), m_observer(observer), m_stop(stop),
          m_folder(options.folder, dataset.folder, describeWork(dataset, options)), m_index(picturesOf(dataset)),
          m_names(namePictures(dataset, m_index.files)), m_there(m_index.files.size())
    {}

    ConvertReport run()
    {
        transferPictures();
        writeTexts();
        writeRecords();
        writeStatements();
        if (m_report.records + m_report.statements + m_report.texts == 0) {
            m_folder.remove();
            throw Error(ErrorKind::BadInput, "nothing of data set " + m_dataset.name + " can be converted; " +
                                                 (m_report.skipped.empty() ? "it is empty"
                                                                           : m_report.skipped.front().item + ": " +
                                                                                 m_report.skipped.front().reason));
        }
        writeFileAtomically(m_folder.path() / "dataset.json", descriptionText(describe(), m_dataset));
        verify();
        m_folder.takePlace();
        m_report.folder = withoutTrailingSlash(fs::absolute(m_options.folder).lexically_normal());
        return std::move(m_report);
    }

private:
    void skip(const fs::path& picture, const std::string& reason)
    {
        SkippedItem item{shownPath(m_dataset, picture), reason};
        if (m_observer != nullptr)
            m_observer->onSkipped(item);
        m_report.skipped.push_back(std::move(item));
    }

    void transferPictures()
    {
        WorkInSteps work("the conversion", std::ssize(m_index.files), m_observer, m_stop);
        for (std::size_t i = 0; i < m_index.files.size(); ++i) {
            work.checkCancelled();
            m_there[i] = transfer(m_index.files[i], m_folder.path() / m_names[i]);
            m_report.pictures += m_there[i] ? 1 : 0;
            work.advance(1, m_names[i]);
        }
    }

    /// False when there is no picture to transfer, which is told of with the records that need it.
    bool transfer(const fs::path& from, const fs::path& to)
    {
        const std::optional<FileStamp> stamp = stampOf(from);
        if (!stamp || ::access(from.c_str(), R_OK) != 0)
            return false;
        makeFolder(to.parent_path());
        return m_options.transfer == PictureTransfer::Link ? link(from, to, *stamp) : copy(from, to, *stamp);
    }

    static void makeFolder(const fs::path& folder)
    {
        std::error_code code;
        fs::create_directories(folder, code);
        if (code)
            throw Error(ErrorKind::Internal, folder.string() + " cannot be made: " + code.message());
    }

    bool link(const fs::path& from, const fs::path& to, const FileStamp& stamp)
    {
        std::error_code code;
        if (fs::equivalent(from, to, code)) {
            ++m_report.kept;
            ++m_report.linked;
            return true;
        }
        // A link to a symbolic link would be another symbolic link, which leads nowhere from its new place.
        const fs::path original = fs::canonical(from, code);
        fs::remove(to, code);
        fs::create_hard_link(original, to, code);
        if (!code) {
            ++m_report.linked;
            return true;
        }
        m_report.linkProblem = code.message();
        return copy(from, to, stamp);
    }

    bool copy(const fs::path& from, const fs::path& to, const FileStamp& stamp)
    {
        if (stampOf(to) == stamp) {
            ++m_report.kept;
            return true;
        }
        fs::path temporary = to;
        temporary += ".tmp";
        std::error_code code;
        fs::remove(temporary, code); // Of work that was stopped. Never written over, should it be a link.
        fs::copy_file(from, temporary, code);
        if (!code)
            fs::last_write_time(temporary, fs::last_write_time(from, code), code);
        if (!code)
            fs::rename(temporary, to, code);
        if (!code)
            return true;
        std::error_code ignored;
        fs::remove(temporary, ignored);
        throw Error(ErrorKind::Internal, to.string() + " cannot be written: " + code.message());
    }

    void writeRecords()
    {
        if (m_dataset.records.empty())
            return;
        writeFileAtomically(m_folder.path() / recordsName, [this](std::ostream& out) {
            for (std::size_t i = 0; i < m_dataset.records.size(); ++i)
                writeRecord(out, m_dataset.records[i], m_index.ofRecord[i]);
        });
        removeIfEmpty(recordsName, m_report.records);
    }

    void writeRecord(std::ostream& out, const Record& record, std::size_t picture)
    {
        if (!m_there[picture]) {
            skip(record.image, "the picture is not there or cannot be read");
            return;
        }
        try {
            out << recordLine(record, m_names[picture]) << '\n';
            ++m_report.records;
        } catch (const Error& error) {
            skip(record.image, error.what());
        }
    }

    void writeStatements()
    {
        if (m_dataset.statements.empty())
            return;
        writeFileAtomically(m_folder.path() / statementsName, [this](std::ostream& out) {
            for (std::size_t i = 0; i < m_dataset.statements.size(); ++i)
                writeStatement(out, m_dataset.statements[i], m_index.ofStatement[i]);
        });
        removeIfEmpty(statementsName, m_report.statements);
    }

    void writeStatement(std::ostream& out, const Statement& statement, const std::array<std::size_t, 2>& pictures)
    {
        const auto [left, right] = pictures;
        if (!m_there[left] || !m_there[right]) {
            skip(m_there[left] ? statement.right : statement.left,
                 "a picture of a statement is not there or cannot be read");
            return;
        }
        try {
            out << statementLine(statement, m_names[left], m_names[right]) << '\n';
            ++m_report.statements;
        } catch (const Error& error) {
            skip(statement.left, error.what());
        }
    }

    void removeIfEmpty(const char* name, std::int64_t lines) const
    {
        std::error_code ignored;
        if (lines == 0)
            fs::remove(m_folder.path() / name, ignored);
    }

    void writeTexts()
    {
        for (const auto& [split, corpus] : m_dataset.texts) {
            makeFolder(m_folder.path() / textsName);
            WorkInSteps work("the conversion", static_cast<std::int64_t>(corpus.size()), m_observer, m_stop);
            writeFileAtomically(m_folder.path() / textsName / (split + ".txt"), [&](std::ostream& out) {
                for (std::size_t i = 0; i < corpus.size(); ++i) {
                    out << corpus.at(i) << '\n';
                    work.advance(1);
                }
            });
            m_report.texts += static_cast<std::int64_t>(corpus.size());
        }
    }

    /// What there is, so that it is read without being asked for.
    [[nodiscard]] DatasetDescription describe() const
    {
        DatasetDescription description{m_dataset.name, {}, {}, {}};
        if (m_report.records > 0)
            description.records = {recordsName};
        if (m_report.statements > 0)
            description.statements = statementsName;
        if (m_report.texts > 0)
            description.texts = textsName;
        return description;
    }

    /// What was written must be what the program reads.
    void verify() const
    {
        if (m_report.records > 0)
            requireCount(std::ssize(readDataset(m_folder.path()).records), m_report.records, recordsName);
        if (m_report.statements > 0)
            requireCount(std::ssize(readStatementFile(m_folder.path(), statementsName).statements), m_report.statements,
                         statementsName);
    }

    void requireCount(std::int64_t read, std::int64_t written, const char* name) const
    {
        if (read != written)
            throw Error(ErrorKind::Internal, (m_folder.path() / name).string() + " was written with " +
                                                 std::to_string(written) + " lines and reads as " +
                                                 std::to_string(read));
    }

    const Dataset& m_dataset;
    const ConvertOptions& m_options;
    ProgressObserver* m_observer;
    std::stop_token m_stop;
    NewDatasetFolder m_folder;
    PictureIndex m_index;
    std::vector<std::string> m_names;
    std::vector<bool> m_there; ///< Which pictures the new folder has.
    ConvertReport m_report;
};

} // namespace

ConvertReport convertDataset(const Dataset& dataset, const ConvertOptions& options, ProgressObserver* observer,
                             const std::stop_token& stop)
{
    requireKnownTextSplits(dataset);
    return Conversion(dataset, options, observer, stop).run();
}

} // namespace vlmo
