#include "core/doctor/split.h"

#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/relative_path.h"
#include "core/doctor/dataset_counts.h"
#include "core/doctor/picture_survey.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

namespace vlmo {
namespace {

[[noreturn]] void refuse(const std::string& problem)
{
    throw Error(ErrorKind::InvalidArgument, problem);
}

void requireGood(const std::vector<SplitShare>& shares)
{
    double sum = 0.0;
    std::set<std::string> names;
    for (const SplitShare& share : shares) {
        if (!isPlainName(share.name))
            refuse("'" + share.name + "' cannot be the name of a split");
        if (share.name == "train")
            refuse("train is what the other splits leave over; its share cannot be given");
        if (!names.insert(share.name).second)
            refuse("the share of " + share.name + " is given twice");
        if (!(share.share > 0.0) || !(share.share < 1.0))
            refuse("the share of " + share.name + " must be above 0 and below 1");
        sum += share.share;
    }
    if (shares.empty())
        refuse("there is no share to split off; 'val=0.1' is one");
    if (!(sum < 1.0))
        refuse("the shares leave nothing over to train on");
}

/// Sets that grow together: each item knows another of its set, the last one itself.
class Sets {
public:
    explicit Sets(std::size_t count) : m_next(count) { std::iota(m_next.begin(), m_next.end(), std::size_t{0}); }

    std::size_t of(std::size_t item)
    {
        while (m_next[item] != item)
            item = m_next[item] = m_next[m_next[item]];
        return item;
    }
    void join(std::size_t left, std::size_t right) { m_next[of(left)] = of(right); }

private:
    std::vector<std::size_t> m_next;
};

/// What stays together: how much it is, and by what it takes its turn.
struct Group {
    ContentDigest least{}; ///< Of its pictures.
    std::int64_t size = 0; ///< Records and statements.
    std::string turn;
    std::string split = "train";
};

class Splitting {
public:
    Splitting(Dataset dataset, const SplitOptions& options, ProgressObserver* observer, const std::stop_token& stop)
        : m_dataset(std::move(dataset)), m_options(options), m_observer(observer), m_index(picturesOf(m_dataset)),
          m_sets(m_index.files.size())
    {
        SurveyOptions survey;
        survey.digests = Digests::All;
        survey.threads = options.threads;
        survey.cacheFolder = options.cacheFolder;
        m_facts = surveyPictures(m_index.files, m_dataset.folder.string(), survey, observer, stop).facts;
    }

    Dataset run()
    {
        joinWhatBelongsTogether();
        gatherGroups();
        fillSplits();
        nameSplits();
        m_dataset.fingerprint = newFingerprint();
        return std::move(m_dataset);
    }

private:
    [[nodiscard]] bool isUsable(std::size_t picture) const
    {
        return m_facts[picture].readable() && m_facts[picture].digest.has_value();
    }

    [[nodiscard]] bool isUsable(const std::array<std::size_t, 2>& pictures) const
    {
        return isUsable(pictures[0]) && isUsable(pictures[1]);
    }

    void joinWhatBelongsTogether()
    {
        std::map<ContentDigest, std::size_t> byContent;
        for (std::size_t i = 0; i < m_facts.size(); ++i) {
            if (isUsable(i))
                m_sets.join(i, byContent.try_emplace(*m_facts[i].digest, i).first->second);
        }
        for (const auto& pictures : m_index.ofStatement) {
            if (isUsable(pictures))
                m_sets.join(pictures[0], pictures[1]);
        }
        std::map<std::string, std::size_t> byName;
        for (std::size_t i = 0; i < m_dataset.records.size(); ++i) {
            const std::string& name = nameThatBinds(m_dataset.records[i]);
            if (!name.empty() && isUsable(m_index.ofRecord[i]))
                m_sets.join(m_index.ofRecord[i], byName.try_emplace(name, m_index.ofRecord[i]).first->second);
        }
    }

    [[nodiscard]] const std::string& nameThatBinds(const Record& record) const
    {
        static const std::string none;
        if (m_options.by == KeepTogether::Source)
            return record.source;
        return m_options.by == KeepTogether::Category ? record.category : none;
    }

    void gatherGroups()
    {
        for (std::size_t i = 0; i < m_index.ofRecord.size(); ++i) {
            if (isUsable(m_index.ofRecord[i]))
                count(m_index.ofRecord[i]);
        }
        for (const auto& pictures : m_index.ofStatement) {
            if (isUsable(pictures))
                count(pictures[0]);
        }
        for (std::size_t i = 0; i < m_facts.size(); ++i) {
            if (const auto group = m_groups.find(m_sets.of(i)); group != m_groups.end() && isUsable(i))
                group->second.least = std::min(group->second.least, *m_facts[i].digest);
        }
        for (auto& [root, group] : m_groups)
            group.turn = sha256(std::to_string(m_options.seed) + " " + digestText(group.least));
    }

    void count(std::size_t picture)
    {
        Group& group = m_groups[m_sets.of(picture)];
        if (group.size == 0)
            group.least.fill(0xFF);
        ++group.size;
        ++m_total;
    }

    /// Groups take their turns, and each goes to the first split that it brings nearer to its share.
    void fillSplits()
    {
        std::vector<Group*> order;
        for (auto& [root, group] : m_groups)
            order.push_back(&group);
        std::sort(order.begin(), order.end(),
                  [](const Group* left, const Group* right) { return left->turn < right->turn; });
        std::map<std::string, std::int64_t> sizes;
        for (const SplitShare& share : m_options.shares) {
            const double wanted = share.share * static_cast<double>(m_total);
            for (Group* group : order) {
                const auto have = static_cast<double>(sizes[share.name]);
                const auto size = static_cast<double>(group->size);
                const bool isNearer = std::abs(have + size - wanted) < std::abs(have - wanted);
                if (group->split == "train" && isNearer) {
                    group->split = share.name;
                    sizes[share.name] += group->size;
                }
            }
        }
        requireAllFilled(sizes);
    }

    void requireAllFilled(const std::map<std::string, std::int64_t>& sizes) const
    {
        std::int64_t given = 0;
        for (const auto& [name, size] : sizes) {
            given += size;
            if (size == 0)
                throw Error(ErrorKind::BadInput, "split " + name + " would be empty: " + whyEmpty());
        }
        if (given == m_total)
            throw Error(ErrorKind::BadInput, "split train would be empty: " + whyEmpty());
    }

    [[nodiscard]] std::string whyEmpty() const
    {
        if (m_total == 0)
            return "no picture of " + m_dataset.name + " can be read";
        return std::to_string(m_total) + " records and statements make " + std::to_string(m_groups.size()) +
               " groups that stay together, too few or too large for these shares";
    }

    void nameSplits()
    {
        std::vector<Record> records;
        for (std::size_t i = 0; i < m_dataset.records.size(); ++i) {
            if (!isUsable(m_index.ofRecord[i])) {
                skip(m_index.ofRecord[i]);
                continue;
            }
            records.push_back(std::move(m_dataset.records[i]));
            records.back().split = m_groups.at(m_sets.of(m_index.ofRecord[i])).split;
        }
        std::vector<Statement> statements;
        for (std::size_t i = 0; i < m_dataset.statements.size(); ++i) {
            const auto& pictures = m_index.ofStatement[i];
            if (!isUsable(pictures)) {
                skip(isUsable(pictures[0]) ? pictures[1] : pictures[0]);
                continue;
            }
            statements.push_back(std::move(m_dataset.statements[i]));
            statements.back().split = m_groups.at(m_sets.of(pictures[0])).split;
        }
        m_dataset.records = std::move(records);
        m_dataset.statements = std::move(statements);
    }

    void skip(std::size_t picture)
    {
        const PictureFacts& facts = m_facts[picture];
        SkippedItem item{shownPath(m_dataset, m_index.files[picture]),
                         facts.problem.empty() ? "the picture is not there" : facts.problem};
        if (m_observer != nullptr)
            m_observer->onSkipped(item);
        m_dataset.skipped.push_back(std::move(item));
    }

    [[nodiscard]] std::string newFingerprint() const
    {
        Digest digest;
        digest.addField(m_dataset.fingerprint);
        digest.addField(std::to_string(m_options.seed));
        digest.addField(std::to_string(static_cast<int>(m_options.by)));
        for (const SplitShare& share : m_options.shares) {
            digest.addField(share.name);
            digest.addField(std::to_string(share.share));
        }
        return digest.finish();
    }

    Dataset m_dataset;
    const SplitOptions& m_options;
    ProgressObserver* m_observer;
    PictureIndex m_index;
    std::vector<PictureFacts> m_facts;
    Sets m_sets;
    std::map<std::size_t, Group> m_groups; ///< By what their set is called.
    std::int64_t m_total = 0;
};

} // namespace

std::vector<SplitShare> parseShares(const std::string& text)
{
    std::vector<SplitShare> shares;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        const std::string part = text.substr(begin, end - begin);
        begin = end + 1;
        const std::size_t place = part.find('=');
        SplitShare share{part.substr(0, std::min(place, part.size())), 0.0};
        const char* const first =
            part.data() + std::min(place == std::string::npos ? part.size() : place + 1, part.size());
        const char* const last = part.data() + part.size();
        const auto [stop, problem] = std::from_chars(first, last, share.share);
        if (place == std::string::npos || problem != std::errc() || stop != last)
            refuse("'" + part + "' is not a share as 'val=0.1' is");
        shares.push_back(std::move(share));
    }
    requireGood(shares);
    return shares;
}

Dataset splitDataset(const Dataset& dataset, const SplitOptions& options, ProgressObserver* observer,
                     const std::stop_token& stop)
{
    requireGood(options.shares);
    if (dataset.records.empty() && dataset.statements.empty())
        refuse("there is no picture in " + dataset.name + " to be split by; texts keep their splits");
    return Splitting(dataset, options, observer, stop).run();
}

} // namespace vlmo
