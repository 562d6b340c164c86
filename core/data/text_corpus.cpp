#include "core/data/text_corpus.h"

#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/data/import_work.h"
#include "core/data/text_lines.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <system_error>

namespace vlmo {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t textsAnAnchor = 32;
constexpr std::size_t pieceBytes = std::size_t{1} << 20U;
constexpr std::size_t beginningBytes = std::size_t{1} << 16U;

/// A block's start with the number of texts before it in its file.
struct Anchor {
    std::uint64_t firstText = 0;
    BlockStart block;
};

/// The texts of one file, or those given when `path` is empty.
struct TextFile {
    fs::path path;
    std::uint64_t size = 0;
    std::size_t firstText = 0; ///< Index in the corpus.
    std::size_t count = 0;
    TextUnit unit = TextUnit::Lines;
    std::vector<Anchor> anchors;
    std::string digest;
};

class OpenFile {
public:
    explicit OpenFile(const fs::path& path)
        : m_path(path), m_descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK))
    {
        if (m_descriptor < 0) {
            const int code = errno;
            if (code == ENOENT || code == ENOTDIR)
                throw Error(ErrorKind::NotFound, path.string() + " does not exist");
            fail(code);
        }
    }
    ~OpenFile() { ::close(m_descriptor); }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    [[nodiscard]] std::uint64_t size() const
    {
        struct stat status {};
        if (::fstat(m_descriptor, &status) != 0)
            fail(errno);
        if (!S_ISREG(status.st_mode))
            throw Error(ErrorKind::BadInput, m_path.string() + " is a folder or a device, not a file");
        return static_cast<std::uint64_t>(status.st_size);
    }

    /// Fills `buffer` from `offset` on; returns less than its size only at the end of the file.
    std::size_t read(std::uint64_t offset, std::string& buffer) const
    {
        std::size_t done = 0;
        while (done < buffer.size()) {
            const ssize_t got =
                ::pread(m_descriptor, buffer.data() + done, buffer.size() - done, static_cast<off_t>(offset + done));
            if (got < 0 && errno != EINTR)
                fail(errno);
            if (got == 0)
                break;
            done += static_cast<std::size_t>(std::max<ssize_t>(got, 0));
        }
        return done;
    }

private:
    [[noreturn]] void fail(int code) const
    {
        throw Error(ErrorKind::Internal, m_path.string() + " cannot be read: " +
                                             std::generic_category().default_error_condition(code).message());
    }

    const fs::path& m_path;
    int m_descriptor;
};

/// Reads one file from end to end and notes where its texts are.
class FileScan {
public:
    FileScan(const fs::path& path, TextUnit unit, ImportWork& work)
        : m_open(path), m_work(work), m_problems(work, path.string(), "lines")
    {
        m_file.path = path;
        m_file.size = m_open.size();
        m_file.unit = unit;
    }

    TextFile scan()
    {
        std::string piece(std::min<std::uint64_t>(m_file.size, pieceBytes), '\0');
        if (!begin(piece))
            return std::move(m_file);
        TextCutter cutter(
            m_file.unit, [this](const std::string&, const BlockStart& block) { note(block); },
            [this](std::int64_t line, const std::string& reason) {
                m_problems.add(m_file.path.string() + ", line " + std::to_string(line), reason);
            });
        LineSplitter splitter(0, 1, [&cutter](const RawLine& line) { cutter.add(line); });
        Digest digest;
        std::uint64_t offset = 0;
        while (const std::size_t count = m_open.read(offset, piece)) {
            m_work.checkCancelled();
            const std::string_view bytes(piece.data(), count);
            digest.add(bytes);
            splitter.add(bytes);
            offset += count;
        }
        splitter.finish();
        cutter.finish();
        m_file.digest = digest.finish();
        if (offset != m_file.size)
            throw Error(ErrorKind::BadInput, m_file.path.string() + " changed while it was read");
        m_problems.finish();
        return std::move(m_file);
    }

private:
    /// Looks at the beginning; false when the file is no text at all.
    bool begin(std::string piece)
    {
        piece.resize(m_open.read(0, piece));
        const std::string_view beginning = std::string_view(piece).substr(0, beginningBytes);
        if (beginning.starts_with("\xFF\xFE") || beginning.starts_with("\xFE\xFF")) {
            m_work.skip(m_file.path.string(), "it is UTF-16 text; save it as UTF-8");
            return false;
        }
        if (m_file.unit == TextUnit::Auto)
            m_file.unit = chooseTextUnit(beginning);
        return true;
    }

    void note(const BlockStart& block)
    {
        // Only the first text of a block can be an anchor: the block is where reading can begin.
        const bool isFirst = !m_last || *m_last != block.offset;
        m_last = block.offset;
        if (isFirst && (m_file.anchors.empty() || m_file.count - m_file.anchors.back().firstText >= textsAnAnchor))
            m_file.anchors.push_back({m_file.count, block});
        ++m_file.count;
    }

    OpenFile m_open;
    ImportWork& m_work;
    SkippedList m_problems;
    TextFile m_file;
    std::optional<std::uint64_t> m_last; ///< Offset of the block of the text before.
};

} // namespace

struct TextCorpus::Impl {
    std::vector<TextFile> files; ///< Only those with texts.
    std::vector<std::string> given;
    std::size_t size = 0;
    std::string fingerprint;

    /// Which file and which of its texts.
    [[nodiscard]] std::pair<const TextFile&, std::size_t> find(std::size_t index) const
    {
        const auto next = std::upper_bound(files.begin(), files.end(), index,
                                           [](std::size_t i, const TextFile& file) { return i < file.firstText; });
        const TextFile& file = *std::prev(next);
        return {file, index - file.firstText};
    }

    struct Found {
        std::string text;
        std::int64_t line = 0;
    };
    static Found read(const TextFile& file, std::size_t wanted);
};

TextCorpus::Impl::Found TextCorpus::Impl::read(const TextFile& file, std::size_t wanted)
{
    const auto next = std::upper_bound(file.anchors.begin(), file.anchors.end(), wanted,
                                       [](std::size_t i, const Anchor& anchor) { return i < anchor.firstText; });
    const Anchor& anchor = *std::prev(next);
    const std::uint64_t end = next == file.anchors.end() ? file.size : next->block.offset;

    const OpenFile open(file.path);
    std::optional<Found> found;
    std::size_t index = anchor.firstText;
    TextCutter cutter(
        file.unit,
        [&](std::string text, const BlockStart& block) {
            if (index++ == wanted)
                found = Found{std::move(text), block.line};
        },
        [](std::int64_t, const std::string&) {}); // They were told of when the file was read.
    LineSplitter splitter(anchor.block.offset, anchor.block.line, [&](const RawLine& line) { cutter.add(line); });
    std::uint64_t offset = open.size() == file.size ? anchor.block.offset : end;
    while (offset < end && !found) { // Usually one piece; more only around lines that are no texts.
        std::string piece(std::min<std::uint64_t>(end - offset, pieceBytes), '\0');
        if (open.read(offset, piece) != piece.size())
            break;
        splitter.add(piece);
        offset += piece.size();
    }
    if (!found && offset == end) {
        splitter.finish();
        cutter.finish();
    }
    if (!found)
        throw Error(ErrorKind::BadInput, file.path.string() + " has changed since the data set was opened");
    return *found;
}

TextCorpus::TextCorpus() : TextCorpus(std::vector<std::string>{}) {}

TextCorpus::TextCorpus(std::vector<std::string> texts)
{
    auto impl = std::make_shared<Impl>();
    Digest digest;
    for (const std::string& text : texts)
        digest.addField(text);
    impl->fingerprint = digest.finish();
    impl->size = texts.size();
    impl->given = std::move(texts);
    m_impl = std::move(impl);
}

std::size_t TextCorpus::size() const noexcept
{
    return m_impl->size;
}

std::string TextCorpus::at(std::size_t index) const
{
    if (index >= m_impl->size)
        throw Error(ErrorKind::InvalidArgument,
                    "there is no text " + std::to_string(index) + " among " + std::to_string(m_impl->size));
    if (!m_impl->given.empty())
        return m_impl->given[index];
    const auto [file, place] = m_impl->find(index);
    return Impl::read(file, place).text;
}

TextPlace TextCorpus::placeOf(std::size_t index) const
{
    if (index >= m_impl->size || !m_impl->given.empty())
        return {{}, static_cast<std::int64_t>(index) + 1};
    const auto [file, place] = m_impl->find(index);
    return {file.path, Impl::read(file, place).line};
}

const std::string& TextCorpus::fingerprint() const noexcept
{
    return m_impl->fingerprint;
}

TextCorpus readTextFiles(const std::vector<fs::path>& files, TextUnit unit, ImportWork& work)
{
    auto impl = std::make_shared<TextCorpus::Impl>();
    Digest digest;
    for (const fs::path& path : files) {
        TextFile file;
        try {
            work.advance(path.string());
            file = FileScan(path, unit, work).scan();
        } catch (const Error& error) {
            if (error.kind() == ErrorKind::Cancelled)
                throw;
            work.skip(path.string(), error.what());
        }
        digest.addField(file.digest);
        if (file.count == 0)
            continue;
        file.firstText = impl->size;
        impl->size += file.count;
        impl->files.push_back(std::move(file));
    }
    impl->fingerprint = digest.finish();
    return TextCorpus(std::move(impl));
}

} // namespace vlmo
