#include "core/doctor/check_pictures.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <iterator>
#include <string>
#include <unordered_map>
#include <utility>

namespace vlmo {
namespace {

/// Where a picture is used: each once, in the order in which they are first named.
struct Use {
    std::vector<std::string> splits;
    std::vector<std::string> classes;
};

void addOnce(std::vector<std::string>& list, const std::string& name)
{
    if (std::find(list.begin(), list.end(), name) == list.end())
        list.push_back(name);
}

std::vector<Use> usesOf(const Dataset& dataset, const PictureIndex& index)
{
    std::vector<Use> uses(index.files.size());
    for (std::size_t i = 0; i < dataset.records.size(); ++i) {
        Use& use = uses[index.ofRecord[i]];
        addOnce(use.splits, dataset.records[i].split);
        if (!dataset.records[i].category.empty())
            addOnce(use.classes, dataset.records[i].category);
    }
    for (std::size_t i = 0; i < dataset.statements.size(); ++i) {
        for (const std::size_t file : index.ofStatement[i])
            addOnce(uses[file].splits, dataset.statements[i].split);
    }
    return uses;
}

std::string listed(const std::vector<std::string>& names)
{
    std::string list;
    for (const std::string& name : names)
        list += (list.empty() ? "" : ", ") + name;
    return list;
}

/// The names in `names` that are not in `known`.
std::vector<std::string> newNames(const std::vector<std::string>& names, const std::vector<std::string>& known)
{
    std::vector<std::string> result;
    std::copy_if(names.begin(), names.end(), std::back_inserter(result),
                 [&](const std::string& name) { return std::find(known.begin(), known.end(), name) == known.end(); });
    return result;
}

struct DigestHash {
    std::size_t operator()(const ContentDigest& digest) const noexcept
    {
        std::size_t hash = 0;
        std::memcpy(&hash, digest.data(), sizeof hash);
        return hash;
    }
};

class PictureCheck {
public:
    PictureCheck(const Dataset& dataset, const PictureIndex& index, const std::vector<PictureFacts>& facts,
                 const CheckOptions& options, FindingList& findings)
        : m_dataset(dataset), m_files(index.files), m_facts(facts), m_options(options), m_findings(findings),
          m_uses(usesOf(dataset, index))
    {}

    void run()
    {
        for (std::size_t i = 0; i < m_files.size(); ++i)
            judgeAlone(i);
        judgeEqual();
        if (m_options.nearDuplicates)
            judgeNearlyEqual();
    }

private:
    [[nodiscard]] std::string nameOf(std::size_t file) const { return shownPath(m_dataset, m_files[file]); }

    void add(FindingKind kind, std::size_t file, std::string reason)
    {
        m_findings.add(
            kind, {nameOf(file), listed(m_uses[file].splits), std::move(reason), {DataPlace::Part::Picture, file}});
    }

    void judgeAlone(std::size_t file)
    {
        const PictureFacts& facts = m_facts[file];
        const Use& use = m_uses[file];
        if (facts.state == PictureFacts::State::Missing)
            add(FindingKind::MissingPicture, file, "it is not there");
        else if (!facts.readable())
            add(FindingKind::UnreadablePicture, file, facts.problem);
        else
            judgeSize(file, facts);
        if (use.splits.size() > 1)
            add(FindingKind::OverlapBetweenSplits, file, "the same file is in " + listed(use.splits));
        if (use.classes.size() > 1)
            add(FindingKind::SamePictureTwoClasses, file, "the same file is in " + listed(use.classes));
    }

    void judgeSize(std::size_t file, const PictureFacts& facts)
    {
        const auto [shorter, longer] = std::minmax({facts.width, facts.height});
        const std::string size = std::to_string(facts.width) + " x " + std::to_string(facts.height) + " pixels";
        if (shorter < m_options.smallestSide)
            add(FindingKind::SmallPicture, file, size);
        if (static_cast<double>(longer) > m_options.largestAspect * static_cast<double>(shorter))
            add(FindingKind::OddAspect, file, size);
    }

    /// What all files of one content have seen so far.
    struct Equal {
        std::size_t first = 0;
        Use use;
    };

    void judgeEqual()
    {
        std::unordered_map<ContentDigest, Equal, DigestHash> seen;
        for (std::size_t file = 0; file < m_files.size(); ++file) {
            if (!m_facts[file].digest)
                continue;
            const auto [place, isFirst] = seen.try_emplace(*m_facts[file].digest, Equal{file, m_uses[file]});
            if (!isFirst)
                judgeEqualTo(place->second, file);
        }
    }

    void judgeEqualTo(Equal& earlier, std::size_t file)
    {
        const Use& use = m_uses[file];
        const std::string same = "the same content as " + nameOf(earlier.first);
        const std::vector<std::string> otherSplits = newNames(earlier.use.splits, use.splits);
        const std::vector<std::string> otherClasses = newNames(earlier.use.classes, use.classes);
        if (!otherSplits.empty())
            add(FindingKind::OverlapBetweenSplits, file, same + ", which is in " + listed(otherSplits));
        else
            add(FindingKind::DuplicatePicture, file, same);
        if (!otherClasses.empty() && !use.classes.empty())
            add(FindingKind::SamePictureTwoClasses, file,
                listed(use.classes) + ", and " + same + ", which is " + listed(otherClasses));
        for (const std::string& split : use.splits)
            addOnce(earlier.use.splits, split);
        for (const std::string& category : use.classes)
            addOnce(earlier.use.classes, category);
    }

    /// Two looks that differ in at most three bits have one of four quarters in common, so that only pictures that
    /// share a quarter are compared, and of those the latest.
    void judgeNearlyEqual()
    {
        constexpr std::size_t mostCompared = 256;
        std::array<std::unordered_map<std::uint16_t, std::vector<std::size_t>>, 4> byQuarter;
        for (std::size_t file = 0; file < m_files.size(); ++file) {
            // A picture without a brighter side looks like any other of its kind.
            if (!m_facts[file].look || *m_facts[file].look == 0)
                continue;
            const std::uint64_t look = *m_facts[file].look;
            bool told = false;
            for (std::size_t quarter = 0; quarter < byQuarter.size(); ++quarter) {
                auto& others = byQuarter[quarter][static_cast<std::uint16_t>(look >> (16 * quarter))];
                const std::size_t begin = others.size() > mostCompared ? others.size() - mostCompared : 0;
                for (std::size_t i = begin; !told && i < others.size(); ++i)
                    told = judgeNear(others[i], file);
                others.push_back(file);
            }
        }
    }

    /// Whether the two nearly look the same and are not equal, which was told before.
    bool judgeNear(std::size_t earlier, std::size_t file)
    {
        constexpr int mostBits = 3;
        if (std::popcount(*m_facts[earlier].look ^ *m_facts[file].look) > mostBits ||
            m_facts[earlier].digest == m_facts[file].digest)
            return false;
        const std::vector<std::string> others = newNames(m_uses[earlier].splits, m_uses[file].splits);
        const std::string like = "it looks nearly like " + nameOf(earlier);
        if (!others.empty())
            add(FindingKind::NearOverlapBetweenSplits, file, like + ", which is in " + listed(others));
        else
            add(FindingKind::NearDuplicatePicture, file, like);
        return true;
    }

    const Dataset& m_dataset;
    const std::vector<std::filesystem::path>& m_files;
    const std::vector<PictureFacts>& m_facts;
    const CheckOptions& m_options;
    FindingList& m_findings;
    const std::vector<Use> m_uses;
};

} // namespace

void checkPictures(const Dataset& dataset, const PictureIndex& index, const std::vector<PictureFacts>& facts,
                   const CheckOptions& options, FindingList& findings)
{
    PictureCheck(dataset, index, facts, options, findings).run();
}

} // namespace vlmo
