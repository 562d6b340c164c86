#include "plugins/webdataset/shard_reader.h"

#include "core/base/error.h"
#include "core/base/relative_path.h"
#include "core/base/text_check.h"
#include "core/data/byte_source.h"
#include "core/data/caption_text.h"
#include "core/data/folder_glimpse.h"
#include "core/data/json_record.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <optional>

namespace vlmo::webdataset {
namespace fs = std::filesystem;
using nlohmann::json;

namespace {

constexpr std::uint64_t largestPicture = std::uint64_t{64} << 20U;
constexpr std::uint64_t largestText = std::uint64_t{1} << 20U;
constexpr std::size_t longestClass = 256;

/// The last part of an ending: ".png" of ".seg.png".
std::string lastPart(const std::string& ending)
{
    return ending.substr(std::min(ending.rfind('.'), ending.size()));
}

json parse(const std::string& content)
{
    try {
        json object = json::parse(content);
        if (object.is_object())
            return object;
    } catch (const json::exception&) {
        throw Error(ErrorKind::BadInput, "it is not JSON");
    }
    throw Error(ErrorKind::BadInput, "it is not a JSON object");
}

void addToDigest(Digest& digest, const std::string& key, const Record& record)
{
    digest.addField(key);
    digest.addField(record.image.filename().string()); // By its content.
    for (const std::string* field : {&record.split, &record.category})
        digest.addField(*field);
    digest.addField(std::to_string(record.captions.size()));
    for (const std::string& caption : record.captions)
        digest.addField(caption);
    for (const Question& question : record.questions) {
        digest.addField(question.text);
        digest.addField(question.kind);
        digest.addField(std::to_string(question.answers.size()));
        for (const std::string& answer : question.answers)
            digest.addField(answer);
    }
}

} // namespace

SampleName sampleNameOf(const std::string& name)
{
    const std::size_t folder = name.rfind('/');
    const std::size_t begin = folder == std::string::npos ? 0 : folder + 1;
    const std::size_t dot = std::min(name.find('.', begin), name.size());
    SampleName parts{name.substr(0, dot), name.substr(dot)};
    std::transform(parts.ending.begin(), parts.ending.end(), parts.ending.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
    });
    return parts;
}

bool isPartOfSample(const std::string& ending)
{
    const std::string last = lastPart(ending);
    return last == ".txt" || last == ".json" || last == ".cls" || hasPictureName("x" + last);
}

ShardReader::ShardReader(const fs::path& tar, std::string split, std::uint64_t mostUnpacked, ImportWork& work)
    : m_tar(tar), m_split(std::move(split)), m_mostUnpacked(mostUnpacked), m_work(work),
      m_problems(work, tar.string(), "files"), m_store(tar)
{}

void ShardReader::read(std::vector<Record>& records, Digest& digest)
{
    std::optional<std::string> damage;
    try {
        TarReader tar(
            m_tar, [this](const std::string& name, const std::string& reason) { leaveOut(name, reason); },
            m_mostUnpacked);
        std::uint64_t told = 0;
        for (TarEntry entry; tar.next(entry);) {
            m_work.checkCancelled();
            m_unpacked = tar.unpacked();
            for (; tar.consumed() >= told + ByteSource::bytesPerStep; told += ByteSource::bytesPerStep)
                m_work.advance(m_tar.filename().string());
            const SampleName name = sampleNameOf(entry.name);
            if (name.key != m_key)
                finishSample(records, digest);
            m_key = name.key;
            try {
                take(tar, entry, name.ending);
            } catch (const Error& error) {
                if (error.kind() != ErrorKind::BadInput)
                    throw;
                leaveOut(entry.name, error.what());
            }
        }
        finishSample(records, digest);
        m_store.removeOthers();
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::BadInput)
            throw;
        damage = error.what();
    }
    m_problems.finish();
    if (damage)
        m_work.skip(m_tar.string(), "the rest of it, from where it cannot be read: " + *damage);
    m_work.advance(m_tar.filename().string());
}

void ShardReader::take(TarReader& tar, const TarEntry& entry, const std::string& ending)
{
    if (!staysInside(entry.name))
        throw Error(ErrorKind::BadInput, "its name leads out of the tar");
    if (!isPartOfSample(ending))
        throw Error(ErrorKind::BadInput, "it is neither a picture nor .txt, .json or .cls");
    const std::string last = lastPart(ending);
    if (!hasPictureName("x" + last)) {
        takeWords(entry.name, last, tar.content(largestText));
        return;
    }
    if (!m_sample.image.empty())
        throw Error(ErrorKind::BadInput, "its sample has a picture already");
    if (entry.bytes == 0)
        throw Error(ErrorKind::BadInput, "the file is empty");
    m_sample.image = m_store.keep(tar.content(largestPicture), last);
}

void ShardReader::takeWords(const std::string& name, const std::string& ending, const std::string& content)
{
    if (ending == ".txt") {
        addCaptions(captionsIn(content));
        return;
    }
    if (ending == ".cls") {
        m_sample.category = usableText(content, longestClass, "class");
        return;
    }
    RecordFields fields = readRecordFields(parse(content), [&](const std::string& reason) { leaveOut(name, reason); });
    addCaptions(std::move(fields.captions));
    std::move(fields.questions.begin(), fields.questions.end(), std::back_inserter(m_sample.questions));
    if (m_sample.category.empty())
        m_sample.category = fields.category;
    m_sample.split = fields.split;
}

/// Many data sets have a caption both as .txt and in .json; it is one.
void ShardReader::addCaptions(std::vector<std::string> captions)
{
    std::vector<std::string>& known = m_sample.captions;
    for (std::string& caption : captions) {
        if (known.size() < mostCaptions && std::find(known.begin(), known.end(), caption) == known.end())
            known.push_back(std::move(caption));
    }
}

void ShardReader::finishSample(std::vector<Record>& records, Digest& digest)
{
    if (m_key.empty())
        return;
    if (m_sample.image.empty()) {
        leaveOut(m_key, "the sample has no picture that can be used");
    } else {
        if (m_sample.split.empty())
            m_sample.split = m_split;
        addToDigest(digest, m_key, m_sample);
        records.push_back(std::move(m_sample));
    }
    m_sample = {};
}

void ShardReader::leaveOut(const std::string& name, const std::string& reason)
{
    m_problems.add(m_tar.string() + ", " + onOneLine(name.substr(0, 200)), reason);
}

} // namespace vlmo::webdataset
