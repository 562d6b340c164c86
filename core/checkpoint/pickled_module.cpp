#include "core/checkpoint/pickled_module.h"

#include "core/base/error.h"

#include <utility>
#include <vector>

namespace vlmo {
namespace {

using Kind = PickleValue::Kind;

constexpr std::size_t longestName = 500;

/// A module that contains itself would never end, and one that is shared level by level would double with each: what is
/// visited must stay in proportion to what was written.
std::size_t mostEntries(const PickleDocument& document)
{
    std::size_t most = 1'000; // Small models may share as they like.
    for (const std::vector<PickleValue>& values : document.sequences)
        most += values.size();
    return most;
}

class ModuleWalk {
public:
    ModuleWalk(const PickleDocument& document, const std::string& source)
        : m_document(document), m_source(source), m_mostEntries(mostEntries(document))
    {}

    std::map<std::string, PickleValue, std::less<>> run(PickleValue module)
    {
        m_waiting.emplace_back("", module);
        while (!m_waiting.empty()) { // No recursion: nesting costs no stack.
            const auto [prefix, next] = std::move(m_waiting.back());
            m_waiting.pop_back();
            visit(prefix, m_document.objects.at(static_cast<std::size_t>(next.number)).attributes);
        }
        return std::move(m_state);
    }

private:
    void visit(const std::string& prefix, PickleValue attributes)
    {
        forEach(attributes, [&](std::string_view name, PickleValue value) {
            if (name == "_parameters" || name == "_buffers")
                forEach(value, [&](std::string_view key, PickleValue entry) {
                    if (entry.kind != Kind::None) // A parameter that the module does without.
                        m_state.insert_or_assign(joined(prefix, key), entry);
                });
            else if (name == "_modules")
                forEach(value, [&](std::string_view key, PickleValue entry) {
                    if (entry.kind == Kind::Object)
                        m_waiting.emplace_back(joined(prefix, key) + ".", entry);
                });
        });
    }

    template <typename Function>
    void forEach(PickleValue dictionary, Function function)
    {
        if (dictionary.kind != Kind::Dictionary)
            return;
        const std::vector<PickleValue>& pairs = m_document.sequence(dictionary);
        for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) {
            if (++m_entries > m_mostEntries)
                refuse("its modules have more entries than any model");
            if (pairs[i].kind == Kind::Text)
                function(m_document.text(pairs[i]), pairs[i + 1]);
        }
    }

    [[nodiscard]] std::string joined(const std::string& prefix, std::string_view name) const
    {
        if (prefix.size() + name.size() > longestName)
            refuse("its modules are nested too deeply, or have too long names");
        return prefix + std::string(name);
    }

    [[noreturn]] void refuse(const std::string& problem) const
    {
        throw Error(ErrorKind::BadInput,
                    m_source + " holds a pickled module that cannot be read: " + problem + " (byte 0)");
    }

    const PickleDocument& m_document;
    const std::string& m_source;
    std::map<std::string, PickleValue, std::less<>> m_state;
    std::vector<std::pair<std::string, PickleValue>> m_waiting;
    std::size_t m_mostEntries;
    std::size_t m_entries = 0;
};

} // namespace

std::map<std::string, PickleValue, std::less<>> stateOfModule(const PickleDocument& document, PickleValue module,
                                                              const std::string& source)
{
    return ModuleWalk(document, source).run(module);
}

} // namespace vlmo
